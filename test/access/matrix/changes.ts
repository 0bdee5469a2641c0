import { type GraphQLField, parseValue, valueFromASTUntyped } from 'graphql';
import type { Database } from '../../../src/shared/database.ts';
import { encodeId } from '../../../src/shared/ids.ts';
import { type Fill, type Place, requiredArguments, type Route } from './operations.ts';
import type { Owner } from './seeds.ts';

type Input = Record<string, unknown>;

/**
 * What a mutation that outsiders may call needs beyond the fields that its type requires, so that it succeeds with
 * their own records: only then is a refusal with another's record about that record.
 */
const samples: Readonly<Record<string, (own: Owner) => Input>> = {
  recordInteraction: ({ ids }) => ({ customerId: encodeId('Customer', ids['Customer'] ?? ''), kind: 'NOTE' }),
  openTicket: ({ ids }) => ({ customerId: encodeId('Customer', ids['Customer'] ?? ''), type: 'COMPLAINT' }),
  addTicketMessage: ({ ids }) => ({
    ticketId: encodeId('Complaint', ids['Complaint'] ?? ''),
    kind: 'PUBLIC_REPLY',
  }),
  createContact: ({ ids }) => ({ customerId: encodeId('Customer', ids['Customer'] ?? '') }),
  setTicketParent: () => ({ parentId: null }),
  setCallOutcome: () => ({ outcome: 'Called back' }),
};

/** The input that should succeed. */
export function plainInput(field: GraphQLField<unknown, unknown>, own: Owner, fill: Fill): Input {
  return { ...inputIn(requiredArguments(field, fill)), ...samples[field.name]?.(own) };
}

/** The same with a value in one place, instead of what would contradict it. */
export function inputWith(
  place: Place,
  value: string,
  field: GraphQLField<unknown, unknown>,
  own: Owner,
  fill: Fill,
): Input {
  const input = { ...plainInput(field, own, fill), ...inputIn(place.argsWith(JSON.stringify(value))) };
  const [, top = ''] = place.path;
  const rival = /reference$/i.test(top) ? top.replace(/eference$/, 'd').replace(/R?d$/, 'Id') : undefined;
  return Object.fromEntries(Object.entries(input).filter(([name]) => name === top || name !== rival));
}

function inputIn(args: string): Input {
  if (args === '') return {};
  const given = valueFromASTUntyped(parseValue(`{ ${args.slice(1, -1)} }`)) as { input?: Input };
  return given.input ?? {};
}

/** Whether partners and customers may use a mutation. What does not say so refuses them (rights-matrix-refusals). */
export function isForOutsiders({ field }: Route): boolean {
  return field.extensions['outsiders'] === true;
}

/** A fingerprint of each table: what a refused change must leave as it was. */
export async function fingerprints(db: Database): Promise<Record<string, string>> {
  const tables = await db.query<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name !~ '^(event_log_state|event_partition)'`,
  );
  const [row] = await db.query<Record<string, string>>(
    `select ${tables
      .map(
        ({ name }) =>
          `(select md5(coalesce(string_agg(t::text, '' order by t::text), '')) from "${name}" t) as "${name}"`,
      )
      .join(', ')}`,
  );
  return row ?? {};
}
