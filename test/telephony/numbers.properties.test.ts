import fc from 'fast-check';
import { getExampleNumber, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { parseNumber } from '../../src/services/telephony/numbers.ts';

const countries = ['DE', 'AT', 'CH', 'FR', 'IT', 'ES', 'GB', 'US', 'DK', 'PL', 'NL', 'BR', 'SE'] as const;
const country = fc.constantFrom<CountryCode>(...countries);

/** Valid numbers of a country: its example with other last digits. */
const number = fc
  .tuple(country, fc.integer({ min: 0, max: 99_999 }))
  .map(([from, tail]) => {
    const example = getExampleNumber(from, examples)?.number ?? '';
    return parsePhoneNumberFromString(example.slice(0, -5) + String(tail).padStart(5, '0'));
  })
  .filter((parsed) => parsed?.isValid() === true)
  .map((parsed) => {
    if (!parsed?.country) throw new Error('A valid number has a country.');
    return { e164: parsed.number, country: parsed.country, national: parsed.formatNational() };
  });

const separator = fc.constantFrom('', ' ', '-', '/', '.', '\u00a0');
const spread = (digits: string, separators: readonly string[]): string =>
  [...digits].map((digit, at) => digit + (at > 2 ? (separators[at % separators.length] ?? '') : '')).join('');
const noise = fc.array(separator, { minLength: 3, maxLength: 7 });

describe('any valid number', () => {
  it('is itself with its country code, whatever stands between the digits and whoever reads it', () => {
    fc.assert(
      fc.property(number, noise, country, (given, separators, reader) => {
        const written = `+${spread(given.e164.slice(1), separators)}`;
        for (const format of ['AUTO', 'E164', 'E164_NO_PLUS', 'NATIONAL'] as const) {
          expect(parseNumber(written, { format, country: reader }).e164).toBe(given.e164);
          expect(parseNumber(written.replace('+', '00'), { format, country: reader }).e164).toBe(given.e164);
        }
      }),
    );
  });

  it('is itself as its countrymen write it', () => {
    fc.assert(
      fc.property(number, (given) => {
        expect(parseNumber(given.national, { format: 'NATIONAL', country: given.country }).e164).toBe(
          given.e164,
        );
      }),
    );
  });

  it('without its plus is itself where the format says so', () => {
    fc.assert(
      fc.property(number, country, (given, reader) => {
        const read = parseNumber(given.e164.slice(1), { format: 'E164_NO_PLUS', country: reader });
        expect(read.e164).toBe(given.e164);
      }),
    );
  });

  it('without its plus is itself or undecided, never another', () => {
    fc.assert(
      fc.property(number, country, (given, reader) => {
        const read = parseNumber(given.e164.slice(1), { format: 'AUTO', country: reader }).e164;
        expect([given.e164, null]).toContain(read);
      }),
    );
  });
});

describe('anything at all', () => {
  it('is read without a fault, to E.164 or to nothing', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[+0-9 ()\-;=extsip:@<>]{0,40}$/),
    );
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom('AUTO', 'E164', 'E164_NO_PLUS', 'NATIONAL'),
        country,
        (raw, format, reader) => {
          const { e164, anonymous } = parseNumber(raw, { format, country: reader });
          if (e164 !== null) expect(e164).toMatch(/^\+[1-9]\d{3,14}$/);
          expect(anonymous && e164 !== null).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });
});
