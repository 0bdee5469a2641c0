import type { Page } from '../../shared/paging.ts';
import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type ListArguments, type Listing, listPageOf } from '../reads/listing.ts';

export interface QuarantinedRecordRow {
  readonly __typename: 'QuarantinedRecord';
  readonly id: string;
  readonly integrationId: string;
  readonly stream: string;
  readonly externalId: string;
  readonly raw: unknown;
  readonly reason: string;
  readonly attempts: number;
  readonly sourceUpdatedAt: string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

export interface QuarantineFilter {
  readonly stream?: string | null;
}

export type QuarantineArguments = ListArguments<QuarantineFilter, 'FIRST_SEEN_AT'>;

const quarantineListing: Listing<QuarantinedRecordRow, QuarantineFilter, 'FIRST_SEEN_AT'> = {
  name: 'quarantine',
  from: 'quarantined_record q',
  id: 'q.id',
  columns: `q.id, q.integration_id, q.stream, q.external_id, q.raw, q.reason, q.attempts, q.source_updated_at,
    q.first_seen_at, q.last_seen_at`,
  sorts: { FIRST_SEEN_AT: { expression: 'q.first_seen_at', type: 'timestamptz' } },
  defaultSort: { field: 'FIRST_SEEN_AT', direction: 'DESC' },
  reach: ({ viewer }) => reachesAll(viewer.reach),
  where: ({ stream }, bindings) => (stream == null ? [] : [`q.stream = ${bindings.bind(stream, 'text')}`]),
  row: (raw) => plainRow<QuarantinedRecordRow>(raw, 'QuarantinedRecord'),
};

export function listQuarantineOf(
  context: RequestContext,
  integrationId: string,
  args: QuarantineArguments,
): Promise<Page<QuarantinedRecordRow>> {
  return listPageOf(context, quarantineListing, 'q.integration_id', integrationId, args);
}

export function loadQuarantinedRecord(
  context: RequestContext,
  id: string | null | undefined,
): Promise<QuarantinedRecordRow | null> {
  return loadById(context, quarantineListing, id);
}
