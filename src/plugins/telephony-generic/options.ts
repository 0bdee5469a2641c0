import { secret, z } from '../kit/index.ts';

export const options = z.strictObject({
  urlSecret: secret(
    z.string().regex(/^[\w-]{16,100}$/, 'must be 16 to 100 letters, digits, "-" and "_": it stands in a URL'),
  ).describe(
    'Secret part of the URL that the telephone system posts to. Make one with `openssl rand -hex 24`.',
  ),
  hmacSecret: secret(z.string().min(16, 'must have at least 16 characters'))
    .optional()
    .describe(
      'Key of the signature, where the telephone system can sign: X-Kontor-Signature is `sha256=` and the hex ' +
        'HMAC-SHA-256 of X-Kontor-Timestamp (seconds since 1970), a dot and the body. Set, unsigned messages are refused.',
    ),
  numberFormat: z
    .enum(['AUTO', 'E164', 'E164_NO_PLUS', 'NATIONAL'])
    .default('AUTO')
    .describe('How the telephone system writes numbers without `+` and without leading zeros.'),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code such as "DE"')
    .optional()
    .describe('Country in which national numbers are dialled, for example DE.'),
  ownNumbers: z
    .array(z.string().regex(/^\+\d{3,14}$/, 'E.164 such as "+494012345"'))
    .max(100)
    .default([])
    .describe(
      'Our own main numbers without extension, E.164: what stands behind them is an extension of ours.',
    ),
});
