import { businessToday } from '../../shared/business-time.ts';
import type { Queryable } from '../../shared/database.ts';

const PLACEHOLDER = /\{(year|month|seq)(?::(\d+))?\}/g;

/** What is wrong with a pattern; null: nothing. The counter must stand in it, or all tickets had one number. */
export function faultOfPattern(pattern: string): string | null {
  const rest = pattern.replace(PLACEHOLDER, '');
  if (/[{}]/.test(rest)) return 'knows only {year}, {month}, {seq} and {seq:5}';
  if (!/^[\p{L}\p{N}./_-]*$/u.test(rest))
    return 'may have letters, digits and . / _ - around its placeholders';
  const all = [...pattern.matchAll(PLACEHOLDER)];
  if (all.filter(([, name]) => name === 'seq').length !== 1) return 'must have {seq} exactly once';
  const widths = all.flatMap(([, name, width]) =>
    width === undefined ? [] : [{ name, width: Number(width) }],
  );
  if (widths.some(({ name }) => name !== 'seq')) return 'gives a width only to {seq}';
  if (widths.some(({ width }) => width < 1 || width > 12)) return 'has {seq} with 1 to 12 digits';
  return null;
}

/** The number that a pattern gives on a day, `YYYY-MM-DD`. The counter is never cut: more digits than asked for stay. */
export function formatNumber(pattern: string, sequence: string, day: string): string {
  return pattern.replace(PLACEHOLDER, (_, name: string, width: string | undefined) => {
    if (name === 'year') return day.slice(0, 4);
    if (name === 'month') return day.slice(5, 7);
    return sequence.padStart(Number(width ?? 1), '0');
  });
}

/**
 * A number that no ticket has. The counter goes on whatever the pattern is; only after a change of the pattern can a
 * number come out that an old ticket has already: then the next one is drawn.
 */
export async function drawNumber(tx: Queryable): Promise<string> {
  for (;;) {
    const [drawn] = await tx.query<{ pattern: string; sequence: string }>(
      `select pattern, nextval('ticket_number_sequence')::text as sequence from ticket_numbering`,
    );
    if (!drawn) throw new Error('The table ticket_numbering is empty; the migrations fill it.');
    const number = formatNumber(drawn.pattern, drawn.sequence, businessToday());
    const taken = await tx.query('select 1 from ticket where number = $1', [number]);
    if (taken.length === 0) return number;
  }
}
