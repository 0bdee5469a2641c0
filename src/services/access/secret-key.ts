import { createHash, randomBytes, randomInt } from 'node:crypto';

// `kontor_<prefix>_<secret>`: the start says whose key was found in a log, the prefix which one it is, and
// only the secret is worth anything. 256 random bits need no slow hash: SHA-256 of the whole text is stored.

const PREFIX_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const KEY = /^kontor_([0-9a-z]{8})_[A-Za-z0-9_-]{43}$/;

export interface SecretKey {
  /** What its owner sends; shown once, never stored. */
  readonly text: string;
  readonly prefix: string;
  readonly hash: Buffer;
}

export function newSecretKey(): SecretKey {
  const prefix = Array.from({ length: 8 }, () => PREFIX_ALPHABET[randomInt(PREFIX_ALPHABET.length)]).join('');
  const text = `kontor_${prefix}_${randomBytes(32).toString('base64url')}`;
  return { text, prefix, hash: hashOf(text) };
}

/** A key as it was sent; null when it cannot be one. */
export function parseSecretKey(text: string): SecretKey | null {
  const prefix = KEY.exec(text)?.[1];
  return prefix ? { text, prefix, hash: hashOf(text) } : null;
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
