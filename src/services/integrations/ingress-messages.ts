import type { IngressMessageStatus } from '../../entities/integrations/enums.ts';
import type { Page } from '../../shared/paging.ts';
import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf, loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type ListArguments, type Listing, listPageOf } from '../reads/listing.ts';

export interface IngressMessageRow {
  readonly __typename: 'IngressMessage';
  readonly id: string;
  readonly integrationId: string;
  readonly receivedAt: string;
  readonly contentType: string;
  /** The body as text; what is no UTF-8 is replaced. */
  readonly body: string;
  readonly status: IngressMessageStatus;
  readonly attempts: number;
  readonly reason: string | null;
  readonly handledAt: string | null;
}

export interface IngressMessageFilter {
  readonly status?: IngressMessageStatus | null;
}

export type IngressMessageArguments = ListArguments<IngressMessageFilter, 'RECEIVED_AT'>;

const messageListing: Listing<IngressMessageRow, IngressMessageFilter, 'RECEIVED_AT'> = {
  name: 'ingressMessages',
  from: 'ingress_message m',
  id: 'm.id',
  columns: `m.id, m.integration_id, m.received_at, m.content_type, m.body, m.status, m.attempts, m.reason, m.handled_at`,
  sorts: { RECEIVED_AT: { expression: 'm.received_at', type: 'timestamptz' } },
  defaultSort: { field: 'RECEIVED_AT', direction: 'DESC' },
  reach: ({ viewer }) => reachesAll(viewer.reach),
  where: ({ status }, bindings) => (status == null ? [] : [`m.status = ${bindings.bind(status, 'text')}`]),
  row: (raw) => {
    const row = plainRow<Omit<IngressMessageRow, 'body'> & { readonly body: Buffer }>(raw, 'IngressMessage');
    return { ...row, body: row.body.toString('utf8') };
  },
};

export function listMessagesOf(
  context: RequestContext,
  integrationId: string,
  args: IngressMessageArguments,
): Promise<Page<IngressMessageRow>> {
  return listPageOf(context, messageListing, 'm.integration_id', integrationId, args);
}

export function loadIngressMessage(
  context: RequestContext,
  id: string | null | undefined,
): Promise<IngressMessageRow | null> {
  return loadById(context, messageListing, id);
}

/** How far an integration is with the messages that are posted to it. */
export interface IngressState {
  readonly path: string;
  readonly waiting: number;
  readonly waitingSince: string | null;
  readonly setAside: number;
}

/** Null for integrations that take no messages. */
export async function loadIngressState(
  context: RequestContext,
  integrationId: string,
): Promise<IngressState | null> {
  const [state] = await loadAllOf(context, 'ingressStates', integrationId, async (ids) => {
    const rows = await context.db.query<Record<string, unknown> & { _integration: string }>(
      `select i.id as _integration, '/ingress/' || i.name || '/<' || (i.ingress ->> 'urlSecret') || '>' as path,
              waiting.count as waiting, waiting.since as waiting_since, aside.count as set_aside
         from integration i,
              lateral (select count(*)::int, min(m.received_at) as since from ingress_message m
                        where m.integration_id = i.id and m.status = 'PENDING') waiting,
              lateral (select count(*)::int from ingress_message m
                        where m.integration_id = i.id and m.status = 'SET_ASIDE') aside
        where i.id = any($1::uuid[]) and i.ingress is not null`,
      [ids],
    );
    return rows.map((row) => ({ parentId: row._integration, row: plainRow<IngressState>(row) }));
  });
  return state ?? null;
}
