import fc from 'fast-check';
import { v7, version } from 'uuid';
import { decodeId, decodeIdOf, encodeId, idPrefix, isUuid, newId } from '../../src/shared/ids.ts';

describe('a new id', () => {
  it('is a uuid of version 7, so that ids sort by time', () => {
    expect(version(newId())).toBe(7);
  });
});

describe('a global id', () => {
  const uuid = '0194d0c8-5c2f-7e4b-9a3e-2f6c1d8b7a90';

  it('starts with the type in snake case', () => {
    expect(encodeId('CreditNote', uuid)).toMatch(/^credit_note_01[0-9a-z]{24}$/);
    expect(encodeId('Customer', uuid)).toMatch(/^customer_/);
  });

  it('leads back to type and uuid', () => {
    expect(decodeId(encodeId('CreditNote', uuid))).toEqual({
      prefix: 'credit_note',
      typeName: 'CreditNote',
      uuid,
    });
  });

  it('survives the round trip for every uuid', () => {
    fc.assert(
      fc.property(fc.uuid(), (any) => decodeIdOf('ApiKey', encodeId('ApiKey', any)) === any.toLowerCase()),
    );
  });

  it('is read whatever 128 bits it holds', () => {
    expect(decodeId('customer_00000000000000000000000000')?.uuid).toBe(
      '00000000-0000-0000-0000-000000000000',
    );
    expect(decodeId('customer_7zzzzzzzzzzzzzzzzzzzzzzzzz')?.uuid).toBe(
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
    );
    expect(decodeId('customer_01jk8cgq1ffz5zmfhfdgerpymg')).not.toBeNull();
  });

  it('is accepted only where its type is expected', () => {
    const customerId = encodeId('Customer', uuid);
    expect(decodeIdOf('Customer', customerId)).toBe(uuid);
    expect(decodeIdOf('Invoice', customerId)).toBeNull();
  });

  it.each([
    '',
    'customer',
    uuid,
    'customer_',
    '_01jk8chq1ffs5sme9fdgerpyr0',
    'Customer_01jk8chq1ffs5sme9fdgerpyr0',
    'customer_01JK8CHQ1FFS5SME9FDGERPYR0',
    'customer_81jk8chq1ffs5sme9fdgerpyr0',
    'customer_01jk8chq1ffs5sme9fdgerpyrl',
    'customer_01jk8chq1ffs5sme9fdgerpyr',
    'customer_01jk8chq1ffs5sme9fdgerpyr00',
    'cust-omer_01jk8chq1ffs5sme9fdgerpyr0',
    'customer__01jk8chq1ffs5sme9fdgerpyr0',
    'customer_01jk8chq1ffs5sme9fdgerpyr0\n',
    `${'a'.repeat(64)}_01jk8chq1ffs5sme9fdgerpyr0`,
  ])('is not %j', (malformed) => {
    expect(decodeId(malformed)).toBeNull();
  });

  it('is never an exception, whatever comes in', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (any) => decodeId(any) === null),
    );
  });

  it('cannot be made of something that is no uuid', () => {
    expect(() => encodeId('Customer', encodeId('Customer', uuid))).toThrow(/must be a raw uuid/);
    expect(() => encodeId('Customer', '42')).toThrow('Cannot make a customer id of "42"');
  });
});

describe('the prefix of a type', () => {
  it.each([
    ['Customer', 'customer'],
    ['CreditNote', 'credit_note'],
    ['ApiKey', 'api_key'],
  ])('of %s is %s', (typeName, prefix) => {
    expect(idPrefix(typeName)).toBe(prefix);
  });
});

describe('isUuid', () => {
  it('tells raw uuids from everything else', () => {
    expect(isUuid(v7())).toBe(true);
    expect(isUuid('customer_01jk8chq1ffs5sme9fdgerpyr0')).toBe(false);
    expect(isUuid(undefined)).toBe(false);
  });
});
