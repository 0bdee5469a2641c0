import { z } from 'zod';
import { checkInput } from '../../src/services/writes/check-input.ts';

const schema = z.strictObject({
  name: z.string().max(3),
  kind: z.enum(['QUOTE', 'ORDER']).optional(),
  pages: z.number().int().min(1).optional(),
  tags: z.array(z.string()).max(2).optional(),
  at: z.date().optional(),
  own: z.string('must be said').optional(),
});

describe('a refused input names the field and says what would be right', () => {
  it.each([
    [{ name: null }, '`name`: must be a text, not null.'],
    [{}, '`name`: must be a text and is missing.'],
    [{ name: 'Anna' }, '`name`: must have at most 3 characters.'],
    [{ name: 'A', kind: 'LETTER' }, '`kind`: must be one of QUOTE, ORDER.'],
    [{ name: 'A', pages: 1.5 }, '`pages`: must be a whole number.'],
    [{ name: 'A', pages: 0 }, '`pages`: must be at least 1.'],
    [{ name: 'A', tags: ['a', 'b', 'c'] }, '`tags`: must have at most 2 entries.'],
    [{ name: 'A', tags: [null] }, '`tags.0`: must be a text, not null.'],
    [{ name: 'A', at: '2026' }, '`at`: must be a date with time.'],
    [{ name: 'A', colour: 'red' }, '`input`: has no field colour.'],
    [{ name: 'A', own: 1 }, '`own`: must be said.'],
  ])('%j', (input, message) => {
    expect(() => checkInput(schema, input)).toThrow(message);
  });
});
