import { type LogFilter, type LogPage, readLogBounds, readLogPage } from '../../src/events/log.ts';
import { Bindings } from '../../src/services/reads/filters.ts';
import type { Queryable } from '../../src/shared/database.ts';
import { numbersOf, platform, type Platform, upTo } from './support/followers.ts';
import { announce, logHolds } from './support/writers.ts';

const EVENTS = 10_000;
/** Far apart, among thousands that are not asked for. */
const RARE = [1, 3_500, 9_000];
const rare = new Set(['invoice.paid']);
const common = new Set(['customer.updated']);

describe('a page of the log', () => {
  let here: Platform;
  let epoch: string;

  beforeAll(async () => {
    here = await platform();
    const events = upTo(EVENTS).map((number) => ({
      type: RARE.includes(number) ? ('invoice.paid' as const) : ('customer.updated' as const),
      data: { number },
    }));
    await announce(here.db, ...events);
    await logHolds(here.db, EVENTS, false);
    ({ epoch } = await readLogBounds(here.db));
  });
  afterAll(() => here.close());

  const page = (
    position: number | null,
    types: LogFilter['types'],
    limit: number,
    db: Queryable = here.db,
  ): Promise<LogPage> =>
    readLogPage(db, () => new Bindings(), {
      after: position === null ? null : { epoch, position },
      filter: { types },
      limit,
    });

  it('is full where there is enough, however far apart', async () => {
    const { events, readTo } = await page(null, rare, 2);
    expect(numbersOf(events)).toEqual([1, 3_500]);
    expect(readTo).toBe(events[1]?.position);
  });

  it('goes to the end of the log where there is less', async () => {
    const { events, readTo, bounds } = await page(3_500, rare, 2);
    expect(numbersOf(events)).toEqual([9_000]);
    expect(readTo).toBe(bounds.position);
  });

  it('is empty at the end', async () => {
    const { events, readTo } = await page(EVENTS, common, 2);
    expect(events).toEqual([]);
    expect(readTo).toBe(EVENTS);
  });

  it('takes in each event once when it is continued', async () => {
    const seen: unknown[] = [];
    let position: number | null = null;
    do {
      const { events, readTo } = await page(position, null, 333);
      seen.push(...numbersOf(events));
      position = readTo;
    } while (position < EVENTS);
    expect(seen).toEqual(upTo(EVENTS));
  });

  it('costs the same however much of the log follows it', async () => {
    const looked: number[] = [];
    const recording: Queryable = {
      async query<Row extends object>(text: string, values: readonly unknown[] = []) {
        looked.push(await rowsLookedAt(here.db, text, values));
        return here.db.query<Row>(text, values);
      },
    };
    await page(10, common, 50, recording);
    expect(looked).toHaveLength(1);
    expect(looked[0]).toBeLessThanOrEqual(1_000);
  });
});

interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

/** The most that any step of PostgreSQL's plan has given to the next one. */
async function rowsLookedAt(db: Queryable, text: string, values: readonly unknown[]): Promise<number> {
  const [row] = await db.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
    `explain (analyze, format json) ${text}`,
    values,
  );
  const most = (node: PlanNode): number =>
    Math.max(node['Actual Rows'] * node['Actual Loops'], ...(node.Plans ?? []).map(most));
  return most(row!['QUERY PLAN'][0]!.Plan);
}
