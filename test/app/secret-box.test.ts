import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { open, seal, SecretBoxError } from '../../src/shared/secret-box.ts';

const key = randomBytes(32);

describe('a sealed secret', () => {
  it('opens with the same key and context', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (plaintext, aad) => {
        expect(open(key, seal(key, plaintext, aad), aad)).toBe(plaintext);
      }),
    );
  });

  it('does not open with another key', () => {
    expect(() => open(randomBytes(32), seal(key, 'secret', 'here'), 'here')).toThrow(SecretBoxError);
  });

  it('does not open in another place', () => {
    expect(() => open(key, seal(key, 'secret', 'here'), 'there')).toThrow(SecretBoxError);
  });

  it('does not open when any byte was changed', () => {
    const box = seal(key, 'secret', 'here');
    for (let index = 0; index < box.length; index++) {
      const changed = Buffer.from(box);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => open(key, changed, 'here')).toThrow(SecretBoxError);
    }
  });

  it('does not open when it was cut off', () => {
    const box = seal(key, 'secret', 'here');
    for (let length = 0; length < box.length; length++) {
      expect(() => open(key, box.subarray(0, length), 'here')).toThrow(SecretBoxError);
    }
  });

  it('looks different each time', () => {
    expect(seal(key, 'secret', 'here')).not.toEqual(seal(key, 'secret', 'here'));
  });

  it('says which format it has in its first byte', () => {
    expect(seal(key, 'secret', 'here')[0]).toBe(1);
  });
});
