import { MAX_PAGE_SIZE, type Page } from '../../shared/paging.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { type ListArguments, type Listing, listPage } from '../reads/listing.ts';
import { reachesAll } from './reach.ts';

export type ApiKeyStatus = 'ACTIVE' | 'EXPIRED' | 'REVOKED';

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly status: ApiKeyStatus;
  readonly agentId: string | null;
  readonly partnerId: string | null;
  readonly customerId: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface ApiKeyFilter {
  readonly status?: ApiKeyStatus | null;
  readonly agentId?: string | null;
  readonly partnerId?: string | null;
  readonly customerId?: string | null;
}

export type ApiKeySort = 'CREATED_AT' | 'NAME';
export type ApiKeyListArguments = ListArguments<ApiKeyFilter, ApiKeySort>;

const status = `case when k.revoked_at is not null then 'REVOKED'
  when k.expires_at <= now() then 'EXPIRED' else 'ACTIVE' end`;

const apiKeyListing: Listing<ApiKeyRow, ApiKeyFilter, ApiKeySort> = {
  name: 'apiKeys',
  from: 'api_key k',
  id: 'k.id',
  // Never the hash: what is not read cannot be printed.
  columns: `k.id, k.name, k.prefix, k.scopes, ${status} as status, k.agent_id, k.partner_id, k.customer_id,
    k.created_at, k.expires_at, k.last_used_at, k.revoked_at`,
  sorts: {
    CREATED_AT: { expression: 'k.created_at', type: 'timestamptz' },
    NAME: { expression: 'lower(k.name)', type: 'text' },
  },
  defaultSort: { field: 'CREATED_AT', direction: 'DESC' },
  reach: ({ viewer }) => reachesAll(viewer.reach),
  where(filter, bindings) {
    const conditions: string[] = [];
    if (filter.status) conditions.push(`${status} = ${bindings.bind(filter.status, 'text')}`);
    const owners = [
      ['agentId', 'Agent', 'k.agent_id'],
      ['partnerId', 'Partner', 'k.partner_id'],
      ['customerId', 'Customer', 'k.customer_id'],
    ] as const;
    for (const [field, type, column] of owners) {
      const id = filter[field];
      if (id)
        conditions.push(
          `${column} = ${bindings.bind(decodeRequiredId(type, id, `filter.${field}`), 'uuid')}`,
        );
    }
    return conditions;
  },
  row: (raw) => plainRow<ApiKeyRow>(raw, 'ApiKey'),
};

export function listApiKeys(context: RequestContext, args: ApiKeyListArguments): Promise<Page<ApiKeyRow>> {
  return listPage(context, apiKeyListing, args);
}

export function loadApiKey(
  context: RequestContext,
  id: string | null | undefined,
): Promise<ApiKeyRow | null> {
  return loadById(context, apiKeyListing, id);
}

/** All pages, for the command line. */
export async function listAllApiKeys(context: RequestContext, filter: ApiKeyFilter): Promise<ApiKeyRow[]> {
  const rows: ApiKeyRow[] = [];
  let after: string | null = null;
  do {
    const page: Page<ApiKeyRow> = await listApiKeys(context, { first: MAX_PAGE_SIZE, after, filter });
    rows.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}
