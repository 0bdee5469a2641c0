import DataLoader from 'dataloader';
import type { InteractionKind } from '../../entities/interactions/enums.ts';
import type { TimelineKind } from '../../entities/interactions/timeline-kind.ts';
import { encodeId } from '../../shared/ids.ts';
import {
  type Page,
  type PageArguments,
  type PageWindow,
  pageWindow,
  sealCursor,
} from '../../shared/paging.ts';
import type { RequestContext } from '../context.ts';
import { refuseLongLists } from '../reads/filters.ts';
import { interactionsOf, timelineBranches, type TimelineBranch } from './timeline-branches.ts';
import { timelineCountStatement, timelineStatement } from './timeline-statement.ts';

export interface TimelineFilter {
  readonly kinds?: readonly TimelineKind[] | null;
  /** Of the interactions, only those of these kinds. */
  readonly interactionKinds?: readonly InteractionKind[] | null;
  readonly since?: Date | null;
  readonly until?: Date | null;
}

export interface TimelineArguments extends PageArguments {
  readonly filter?: TimelineFilter | null;
}

/** What happened, and when; the record itself is loaded when it is selected. */
export interface TimelineEntryRow {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly happenedAt: string;
  readonly title: string;
  /** Raw uuid of the record. */
  readonly itemId: string;
}

interface RawEntry {
  readonly _parent: string;
  readonly _key: readonly string[];
  readonly id: string;
  readonly kind: TimelineKind;
  readonly happened_at: string;
  readonly title: string;
}

const ORDERING = 'timeline:DESC';

/** Everything that happened with a customer, newest first: the kinds that the viewer has the scope of. */
export async function listTimelineOf(
  context: RequestContext,
  customerId: string,
  args: TimelineArguments,
): Promise<Page<TimelineEntryRow>> {
  refuseLongLists(args.filter ?? {});
  const key = `timeline/${JSON.stringify(args)}`;
  return context.loaders
    .get(key, () => {
      const window = pageWindow(args, ORDERING);
      const branches = branchesFor(context, args.filter ?? {});
      return new DataLoader<string, Page<TimelineEntryRow>>((ids) =>
        loadPages(context, branches, ids, args.filter ?? {}, window, key),
      );
    })
    .load(customerId);
}

/** The record of an entry; null where it went out of reach since the page was read. */
export function loadTimelineItem(context: RequestContext, entry: TimelineEntryRow): Promise<object | null> {
  return branchOf(entry.kind).load(context, entry.itemId);
}

function branchesFor(
  { viewer }: RequestContext,
  { kinds, interactionKinds }: TimelineFilter,
): TimelineBranch[] {
  return timelineBranches
    .filter(({ kind, scope }) => viewer.scopes.has(scope) && (!kinds || kinds.includes(kind)))
    .flatMap((branch) =>
      branch.kind === 'INTERACTION' && interactionKinds ? interactionsOf(branch, interactionKinds) : branch,
    );
}

function branchOf(kind: TimelineKind): TimelineBranch {
  const branch = timelineBranches.find((each) => each.kind === kind);
  if (!branch) throw new Error(`No branch of the timeline has entries of kind ${kind}.`);
  return branch;
}

async function loadPages(
  context: RequestContext,
  branches: readonly TimelineBranch[],
  customerIds: readonly string[],
  filter: TimelineFilter,
  window: PageWindow,
  key: string,
): Promise<Page<TimelineEntryRow>[]> {
  const rows = await entriesOf(context, branches, customerIds, filter, window);
  const byCustomer = Map.groupBy(rows, (row) => row._parent);
  const counts = context.loaders.get(
    `${key}/count`,
    () => new DataLoader<string, number>((ids) => loadCounts(context, branches, ids, filter)),
  );
  return customerIds.map((id) => toPage(byCustomer.get(id) ?? [], window, () => counts.load(id)));
}

function entriesOf(
  context: RequestContext,
  branches: readonly TimelineBranch[],
  customerIds: readonly string[],
  filter: TimelineFilter,
  window: PageWindow,
): Promise<RawEntry[]> {
  if (branches.length === 0) return Promise.resolve([]);
  const { text, values } = timelineStatement(branches, customerIds, filter, window, context.viewer);
  return context.db.query<RawEntry>(text, values);
}

async function loadCounts(
  context: RequestContext,
  branches: readonly TimelineBranch[],
  customerIds: readonly string[],
  filter: TimelineFilter,
): Promise<number[]> {
  if (branches.length === 0) return customerIds.map(() => 0);
  const { text, values } = timelineCountStatement(branches, customerIds, filter, context.viewer);
  const rows = await context.db.query<{ parent: string; count: string }>(text, values);
  const counts = new Map(rows.map((row) => [row.parent, Number(row.count)]));
  return customerIds.map((id) => counts.get(id) ?? 0);
}

function toPage(
  rows: readonly RawEntry[],
  window: PageWindow,
  countTotal: () => Promise<number>,
): Page<TimelineEntryRow> {
  const more = rows.length > window.limit;
  const shown = rows.slice(0, window.limit);
  if (window.backward) shown.reverse();
  const edges = shown.map((raw) => ({ cursor: sealCursor(ORDERING, raw._key), node: toEntry(raw) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: window.backward ? window.before !== null : more,
      hasPreviousPage: window.backward ? more : window.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    countTotal,
  };
}

function toEntry({ id, kind, happened_at: happenedAt, title }: RawEntry): TimelineEntryRow {
  return { id: encodeId(branchOf(kind).typeName, id), kind, happenedAt, title, itemId: id };
}
