import { InteractionKind } from '../../entities/interactions/enums.ts';
import type { TimelineKind } from '../../entities/interactions/timeline-kind.ts';
import type { Scope } from '../access/scopes.ts';
import type { RequestContext } from '../context.ts';
import { documentTypes } from '../erp/document-kinds.ts';
import { loadDocumentOf } from '../erp/documents.ts';
import { loadInteraction } from './interactions.ts';

/** One kind of record in the timeline: its table must have an index on (customer, …condition, happenedAt, id). */
export interface TimelineBranch {
  readonly kind: TimelineKind;
  readonly typeName: string;
  /** Without it the viewer's timeline has no such entries. */
  readonly scope: Scope;
  /** The table; its columns are `customer_id`, `happened_at` and `id`. */
  readonly table: string;
  /** SQL for what the entry is called in a list. */
  readonly title: string;
  /** SQL that is true for the rows of this kind, by equality with a column of the index. */
  readonly condition?: string;
  load(context: RequestContext, id: string): Promise<object | null>;
}

function documents(kind: keyof typeof documentTypes): TimelineBranch {
  return {
    kind,
    ...documentTypes[kind],
    table: 'commercial_document',
    title: 'number',
    condition: `kind = '${kind}'`,
    load: (context, id) => loadDocumentOf(context, kind, id),
  };
}

/** Everything that can happen with a customer: an area adds its kind of record here. */
export const timelineBranches: readonly TimelineBranch[] = [
  {
    kind: 'INTERACTION',
    typeName: 'Interaction',
    scope: 'interactions:read',
    table: 'interaction',
    title: 'subject',
    load: loadInteraction,
  },
  documents('QUOTE'),
  documents('ORDER'),
  documents('INVOICE'),
  documents('CREDIT_NOTE'),
];

/**
 * Interactions of certain kinds: a branch for each, since the index (customer, kind, happenedAt, id) is in order of
 * time only within one kind.
 */
export function interactionsOf(branch: TimelineBranch, kinds: readonly InteractionKind[]): TimelineBranch[] {
  return [...new Set(kinds)].map((kind) => ({ ...branch, condition: `kind = '${InteractionKind[kind]}'` }));
}
