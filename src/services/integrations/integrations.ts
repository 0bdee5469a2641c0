import type { IntegrationHealthStatus, IntegrationStatus } from '../../entities/integrations/enums.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import type { Page, PageArguments } from '../../shared/paging.ts';
import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type Listing, listPage } from '../reads/listing.ts';
import { healthMessage, healthStatus } from './health.ts';
import type { IntegrationKey } from './find-integration.ts';
import { DomainError } from '../../shared/errors.ts';

/** An integration as it is read: without its secrets. */
export interface IntegrationRow {
  readonly __typename: 'Integration';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly name: string;
  readonly plugin: string;
  readonly pluginVersion: string | null;
  readonly options: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  readonly intervalSeconds: number | null;
  readonly status: IntegrationStatus;
  readonly health: IntegrationHealthRow;
}

export interface IntegrationHealthRow {
  readonly status: IntegrationHealthStatus;
  readonly message: string | null;
  readonly lastSuccessAt: string | null;
  readonly lastFailureAt: string | null;
  readonly consecutiveFailures: number;
}

interface RawIntegration extends Omit<IntegrationRow, 'health'>, Omit<IntegrationHealthRow, 'status'> {
  readonly healthStatus: IntegrationHealthStatus;
}

const integrationListing: Listing<IntegrationRow, never, 'NAME'> = {
  name: 'integrations',
  from: 'integration i',
  id: 'i.id',
  // Never the sealed secrets: what is not read cannot be printed.
  columns: `i.id, i.version, i.created_at, i.updated_at, i.name, i.plugin, i.plugin_version, i.options, i.secrets,
    i.interval_seconds, case when i.suspended_at is null then 'ACTIVE' else 'SUSPENDED' end as status,
    ${healthStatus('i')} as health_status,
    ${healthMessage('i')} as message,
    i.last_success_at, i.last_failure_at, i.consecutive_failures`,
  sorts: { NAME: { expression: 'i.name', type: 'text' } },
  defaultSort: { field: 'NAME', direction: 'ASC' },
  reach: ({ viewer }) => reachesAll(viewer.reach),
  row: (raw) => {
    const {
      healthStatus: status,
      message,
      lastSuccessAt,
      lastFailureAt,
      consecutiveFailures,
      ...row
    } = plainRow<RawIntegration>(raw, 'Integration');
    return { ...row, health: { status, message, lastSuccessAt, lastFailureAt, consecutiveFailures } };
  },
};

export function listIntegrations(
  context: RequestContext,
  args: PageArguments,
): Promise<Page<IntegrationRow>> {
  return listPage(context, integrationListing, args);
}

export function loadIntegration(
  context: RequestContext,
  id: string | null | undefined,
): Promise<IntegrationRow | null> {
  return loadById(context, integrationListing, id);
}

/** One by its global id or by its name; null where there is none. */
export async function findIntegrationRow(
  context: RequestContext,
  { id, name }: IntegrationKey,
): Promise<IntegrationRow | null> {
  if ((id == null) === (name == null)) {
    throw new DomainError('INVALID', 'Give either `id` or `name`.', id == null ? 'id' : 'name');
  }
  if (id != null) return loadIntegration(context, decodeIdOf('Integration', id));
  const [row] = await context.db.query<{ id: string }>(`select id from integration where name = $1`, [name]);
  return loadIntegration(context, row?.id);
}
