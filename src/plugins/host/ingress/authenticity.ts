import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IngressDescription } from '../../kit/ingress.ts';

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Whether two texts are the same, in a time that tells nothing about where they differ, nor how long they are. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

export type SignatureCheck =
  /** `replayKey` is the same for a message that is sent again; null where messages are not signed. */
  | { readonly valid: true; readonly replayKey: Buffer | null }
  /** What the sender is told. */
  | { readonly valid: false; readonly reason: string };

/** Checks a message against what the plugin declares; `key` is null where the integration asks for no signatures. */
export function checkSignature(
  hmac: IngressDescription['hmac'],
  key: string | null,
  { headers, body, now }: { readonly headers: Headers; readonly body: Buffer; readonly now: number },
): SignatureCheck {
  if (!hmac || key === null) return { valid: true, replayKey: null };
  const given = headerOf(headers, hmac.header);
  if (given === null) return refuse(`Messages must be signed: the header ${hmac.header} is missing.`);
  let timestamp = '';
  if (hmac.timestamp) {
    timestamp = headerOf(headers, hmac.timestamp.header) ?? '';
    const { header, toleranceSeconds } = hmac.timestamp;
    if (!/^\d{1,12}$/.test(timestamp)) return refuse(`The header ${header} must be the seconds since 1970.`);
    if (Math.abs(now / 1_000 - Number(timestamp)) > toleranceSeconds) {
      return refuse(
        `The message is too old, or from the future: ${header} may differ by ${toleranceSeconds} s.`,
      );
    }
  }
  const expected = hmac.prefix + sign(hmac, key, timestamp, body);
  // Hexadecimal digits are the same in both cases.
  const same = hmac.encoding === 'hex' ? given.toLowerCase() : given;
  if (!isSameSecret(same, hmac.encoding === 'hex' ? expected.toLowerCase() : expected)) {
    return refuse(`The signature in ${hmac.header} is not that of this message.`);
  }
  return { valid: true, replayKey: digest(expected) };
}

function sign(
  { algorithm, encoding, signed }: NonNullable<IngressDescription['hmac']>,
  key: string,
  timestamp: string,
  body: Buffer,
): string {
  const hmac = createHmac(algorithm, key);
  // Piece by piece, since the body is bytes and not necessarily text.
  for (const piece of signed.split(/(\{timestamp\}|\{body\})/)) {
    hmac.update(piece === '{body}' ? body : piece === '{timestamp}' ? timestamp : piece);
  }
  return hmac.digest(encoding);
}

function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value.trim() : null;
}

function refuse(reason: string): SignatureCheck {
  return { valid: false, reason };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
