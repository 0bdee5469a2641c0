import fc from 'fast-check';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { requestContext } from '../../src/services/context.ts';
import { businessToday } from '../../src/shared/business-time.ts';
import { faultOfPattern, formatNumber } from '../../src/services/tickets/ticket-number.ts';
import { setTicketNumbering } from '../../src/services/tickets/write-numbering.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';
import { addCustomer, open, read } from './support.ts';

let db: TestDatabase;
let customer: string;
beforeAll(async () => {
  db = await testDatabase();
  customer = await addCustomer(db);
});
afterAll(() => db.drop());

const numberOf = async () => (await read(db, await open(asSystem(db), customer))).number;

describe('the number of a ticket', () => {
  it('is the year and a counter of five digits, unless something else is said', async () => {
    expect(await numberOf()).toMatch(new RegExp(`^${businessToday().slice(0, 4)}-\\d{5}$`));
  });

  it('is another one for each of eight that are opened at once, and leaves no gap', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const ticket = await open(requestContext(db, systemViewer('test')), customer);
        return (await read(db, ticket)).number;
      }),
    );
    const counters = numbers.map((number) => Number(number.slice(5))).toSorted((a, b) => a - b);
    expect(new Set(counters).size).toBe(8);
    expect((counters[7] ?? 0) - (counters[0] ?? 0)).toBe(7);
  });

  it('follows the pattern from the moment it is set; the counter goes on', async () => {
    const before = Number((await numberOf()).slice(5));
    await setTicketNumbering(asSystem(db), { pattern: 'T/{year}{month}.{seq}' });
    const month = businessToday().slice(0, 7).replace('-', '');
    expect(await numberOf()).toBe(`T/${month}.${before + 1}`);
  });

  it('is never one that a ticket has already, whatever the patterns were', async () => {
    await setTicketNumbering(asSystem(db), { pattern: '1{seq}' });
    const [row] = await db.query<{ next: string }>(
      `select (last_value + 1)::text as next from ticket_number_sequence`,
    );
    const taken = `1${row?.next}`;
    await db.query(`update ticket set number = $1 where id = $2`, [
      taken,
      (await open(asSystem(db), customer)).id,
    ]);
    await db.query(`select setval('ticket_number_sequence', $1)`, [Number(row?.next) - 1]);
    expect(await numberOf()).toBe(`1${Number(row?.next) + 1}`);
  });
});

describe('a pattern', () => {
  it.each(['{seq}', '{year}-{seq:5}', 'T{year}/{month}/{seq:3}', 'Ü_{seq:12}'])('%s is taken', (pattern) => {
    expect(faultOfPattern(pattern)).toBeNull();
  });

  it.each([
    ['{year}', 'must have {seq} exactly once'],
    ['{seq}{seq}', 'must have {seq} exactly once'],
    ['{day}-{seq}', 'knows only'],
    ['{seq:0}', 'has {seq} with 1 to 12 digits'],
    ['{seq:13}', 'has {seq} with 1 to 12 digits'],
    ['{year:2}-{seq}', 'gives a width only to {seq}'],
    ['{seq} x', 'may have letters'],
  ])('%s is refused: it %s', (pattern, fault) => {
    expect(faultOfPattern(pattern)).toContain(fault);
  });

  it('is refused with the name of the field', async () => {
    await expect(setTicketNumbering(asSystem(db), { pattern: 'Ticket' })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['pattern'],
    });
  });

  it('gives two counters two numbers on the same day', () => {
    const patterns = fc.constantFrom('{seq}', '{year}-{seq:5}', '{seq:3}{year}', '{month}{seq:2}{year}');
    const counter = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(patterns, counter, counter, (pattern, a, b) => {
        fc.pre(a !== b);
        const number = (sequence: number) => formatNumber(pattern, String(sequence), '2026-11-22');
        expect(number(a)).not.toBe(number(b));
      }),
    );
  });
});
