import { reachesCustomer } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import { checkKey } from '../reads/key-types.ts';
import { Bindings } from '../reads/filters.ts';
import type { PageWindow } from '../../shared/paging.ts';
import type { TimelineBranch } from './timeline-branches.ts';

export interface TimelineRange {
  readonly since?: Date | null;
  readonly until?: Date | null;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * A page of the timelines of several customers in one statement. Each branch walks its own index from the cursor
 * and stops after a page, so that what lies beyond the page costs nothing, however much it is.
 */
export function timelineStatement(
  branches: readonly TimelineBranch[],
  customerIds: readonly string[],
  range: TimelineRange,
  window: PageWindow,
  viewer: Viewer,
): Statement {
  const bindings = new Bindings();
  const customers = bindings.bind(customerIds, 'uuid[]');
  const conditions = rangeConditions(range, bindings);
  if (window.after) conditions.push(past(window.after, 'after', '<', bindings));
  if (window.before) conditions.push(past(window.before, 'before', '>', bindings));
  const direction = window.backward ? 'asc' : 'desc';
  // One more than the page tells whether there is another.
  const tail = `order by happened_at ${direction}, id ${direction} limit ${bindings.bind(window.limit + 1, 'int')}`;
  const entries = branches.map(
    (branch) =>
      `(select '${branch.kind}' as kind, id, happened_at, ${branch.title} as title from ${branch.table}
         where ${[...rowConditions(branch, viewer), ...conditions].join(' and ')} ${tail})`,
  );
  return {
    text: `select parent.id as _parent, page.* from unnest(${customers}) with ordinality as parent(id, place)
      cross join lateral (
        select *, array[happened_at::text, id::text] as _key from (${entries.join(' union all ')}) entries ${tail}
      ) page
      where ${reachesCustomer(viewer.reach, 'parent.id', bindings)}
      order by parent.place, page.happened_at ${direction}, page.id ${direction}`,
    values: bindings.values,
  };
}

/** How many entries there are in all, per customer. */
export function timelineCountStatement(
  branches: readonly TimelineBranch[],
  customerIds: readonly string[],
  range: TimelineRange,
  viewer: Viewer,
): Statement {
  const bindings = new Bindings();
  const customers = bindings.bind(customerIds, 'uuid[]');
  const conditions = rangeConditions(range, bindings);
  const counts = branches.map(
    (branch) =>
      `(select count(*) from ${branch.table}
         where ${[...rowConditions(branch, viewer), ...conditions].join(' and ')})`,
  );
  return {
    text: `select parent.id as parent, ${counts.join(' + ')} as count from unnest(${customers}) as parent(id)
      where ${reachesCustomer(viewer.reach, 'parent.id', bindings)}`,
    values: bindings.values,
  };
}

function rowConditions({ condition, visibleTo }: TimelineBranch, viewer: Viewer): string[] {
  return [
    'customer_id = parent.id',
    ...(condition ? [condition] : []),
    ...(visibleTo ? [visibleTo(viewer)] : []),
  ];
}

function rangeConditions({ since, until }: TimelineRange, bindings: Bindings): string[] {
  return [
    ...(since ? [`happened_at >= ${bindings.bind(since, 'timestamptz')}`] : []),
    ...(until ? [`happened_at < ${bindings.bind(until, 'timestamptz')}`] : []),
  ];
}

function past(key: readonly string[], argument: string, operator: string, bindings: Bindings): string {
  const [happenedAt = '', id = ''] = checkKey(key, ['timestamptz', 'uuid'], argument);
  return `(happened_at, id) ${operator} (${bindings.bind(happenedAt, 'timestamptz')}, ${bindings.bind(id, 'uuid')})`;
}
