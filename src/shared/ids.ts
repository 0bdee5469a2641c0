import { TypeID } from 'typeid-js';
import { v7 } from 'uuid';

// Rows and services hold raw uuids (v7: made here, since PostgreSQL 15 has no `uuidv7()`, and sorted by
// time, which keeps inserts at the end of the index). Outside, an id is a TypeID: `credit_note_01jd…`.

export interface DecodedId {
  readonly prefix: string;
  readonly typeName: string;
  readonly uuid: string;
}

/** A new raw uuid (v7). */
export function newId(): string {
  return v7();
}

/** `CreditNote` → `credit_note`, `ApiKey` → `api_key`. */
export function idPrefix(typeName: string): string {
  return typeName.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
}

/** The global id of a record: what `id` fields answer and arguments take. Throws on anything but a raw uuid. */
export function encodeId(typeName: string, uuid: string): string {
  return encodeIdWithPrefix(idPrefix(typeName), uuid);
}

/** `encodeId` for callers that print many ids of one type and know its prefix already. */
export function encodeIdWithPrefix(prefix: string, uuid: string): string {
  // TypeID.fromUUID encodes anything: an id that is no uuid would come out as a valid id of nothing.
  if (!isUuid(uuid)) {
    throw new TypeError(`Cannot make a ${prefix} id of ${JSON.stringify(uuid)}: it must be a raw uuid.`);
  }
  return TypeID.fromUUID(prefix, uuid).toString();
}

/** The type and raw uuid of a global id; null when it is none (whether the record exists is not asked). */
export function decodeId(id: string): DecodedId | null {
  const match = GLOBAL_ID.exec(id);
  const prefix = match?.[1];
  if (!prefix) return null;
  return { prefix, typeName: typeNameOfPrefix(prefix), uuid: uuidOf(TypeID.fromString(id).toUUIDBytes()) };
}

/** The raw uuid of an id of just this type; null when malformed or of another type. */
export function decodeIdOf(typeName: string, id: string): string | null {
  const decoded = decodeId(id);
  return decoded?.prefix === idPrefix(typeName) ? decoded.uuid : null;
}

/** Whether a value is a raw uuid, of whatever version (as PostgreSQL takes them). */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

// TypeID specification 0.3: prefix of [a-z_], at most 63; 26 characters of Crockford base32, the first at most 7.
const GLOBAL_ID = /^([a-z](?:[a-z_]{0,61}[a-z])?)_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** `credit_note` → `CreditNote`. */
export function typeNameOfPrefix(prefix: string): string {
  return prefix.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

// Not TypeID's own toUUID(): that throws on uuids of unknown version, and ids come from strangers.
function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
