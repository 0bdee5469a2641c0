import { directDialIn, parseNumber, writtenNumber } from '../../src/services/telephony/numbers.ts';

const german = { format: 'AUTO', country: 'DE' } as const;
const e164 = (raw: string, format: 'AUTO' | 'E164' | 'E164_NO_PLUS' | 'NATIONAL', country = 'DE') =>
  parseNumber(raw, { format, country }).e164;

describe('a number as a telephone system sends it', () => {
  it.each([
    ['+49 (0)30 1234-56', '+4930123456'],
    ['0049 30 123456', '+4930123456'],
    ['030/123456', '+4930123456'],
    ['"Eva" <sip:+4930123456@pbx.example;user=phone>', '+4930123456'],
    ['tel:+49-30-123456', '+4930123456'],
    ['0043 664 1234567', '+436641234567'],
  ])('reads %s', (raw, number) => {
    expect(parseNumber(raw, german)).toMatchObject({ raw, e164: number, anonymous: false });
  });

  it('does not take a German mobile number without its plus for another, national one', () => {
    expect(e164('4915791234567', 'AUTO')).toBe('+4915791234567');
    expect(e164('4915791234567', 'E164_NO_PLUS')).toBe('+4915791234567');
    expect(e164('4915791234567', 'NATIONAL')).toBeNull();
  });

  it('leaves alone what could be two numbers', () => {
    expect(e164('436641234567', 'AUTO')).toBeNull();
    expect(e164('436641234567', 'E164_NO_PLUS')).toBe('+436641234567');
    expect(e164('436641234567', 'AUTO', 'AT')).toBe('+436641234567');
  });

  it('reads national numbers without trunk prefix where the format says so', () => {
    expect(e164('3012345678', 'NATIONAL')).toBe('+493012345678');
    expect(e164('3012345678', 'E164')).toBeNull();
  });

  it('reads trunk prefixes whatever the format: no country code begins with 0', () => {
    for (const format of ['AUTO', 'E164', 'E164_NO_PLUS', 'NATIONAL'] as const) {
      expect(e164('030 123456', format)).toBe('+4930123456');
    }
  });

  it('does not guess a country', () => {
    expect(parseNumber('030 123456', { format: 'AUTO' }).e164).toBeNull();
    expect(parseNumber('030 123456', { format: 'AUTO', country: 'XX' }).e164).toBeNull();
  });

  it('keeps an extension beside the number, and knows short numbers as extensions', () => {
    expect(parseNumber('+49 30 123456;ext=12', german)).toMatchObject({
      e164: '+4930123456',
      extension: '12',
    });
    expect(parseNumber('030 123456 Durchwahl 12', german)).toMatchObject({ extension: '12' });
    expect(parseNumber('sip:23@pbx.example', german)).toMatchObject({ e164: null, extension: '23' });
  });

  it.each([
    null,
    undefined,
    '',
    '  ',
    '0',
    '000',
    '-',
    'anonymous',
    'Anonymous <sip:anonymous@anonymous.invalid>',
  ])('knows %p as withheld', (raw) =>
    expect(parseNumber(raw, german)).toMatchObject({ e164: null, anonymous: true }),
  );

  it.each(['unknown', 'RESTRICTED', 'Rufnummer unterdrückt', '266696687'])('knows %p as withheld', (raw) => {
    expect(parseNumber(raw, german)).toMatchObject({ raw, anonymous: true });
  });

  it('is no number where a name stands', () => {
    expect(parseNumber('sip:alice@example.com', german)).toMatchObject({ e164: null, anonymous: false });
  });
});

describe('a number as people write it down', () => {
  it.each([
    ['+49 (0)30 1234567', 'DE', '+49301234567'],
    ['Tel. 030 1234567 (reception)', 'DE', '+49301234567'],
    ['(030) 12 34-567', 'DE', '+49301234567'],
    ['49 30 1234567', 'DE', '+49301234567'],
    ['9308361', 'DE', null],
    ['30 9308361', 'DE', null],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['(91) 555 22 82', 'ES', '+34915552282'],
  ])('is %s in %s: %s', (raw, country, number) => {
    expect(writtenNumber(raw, country)).toBe(number);
  });
});

describe('a direct dial-in', () => {
  it('is what stands behind the main number', () => {
    expect(directDialIn('+493012345', '+4930123')).toBe('45');
    expect(directDialIn('+4930123', '+4930123')).toBeNull();
    expect(directDialIn('+49401234', '+4930123')).toBeNull();
    expect(directDialIn('+49301234567890', '+4930123')).toBeNull();
  });
});
