import type { CustomerClass, CustomerKind } from '../../entities/customers/enums.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import type { Bindings } from '../reads/filters.ts';
import { likePattern } from '../reads/filters.ts';

export interface CustomerFilter {
  readonly search?: string | null;
  readonly customerNumber?: string | null;
  readonly kind?: CustomerKind | null;
  readonly customerClass?: readonly CustomerClass[] | null;
  readonly tags?: readonly string[] | null;
  readonly keyAccountManagerId?: string | null;
  readonly keyAccountTeamId?: string | null;
  readonly partnerId?: string | null;
  readonly archived?: boolean | null;
}

export function customerConditions(filter: CustomerFilter, bindings: Bindings): string[] {
  const conditions: string[] = [];
  if (filter.archived !== null) conditions.push(`c.archived_at is ${filter.archived ? 'not null' : 'null'}`);
  if (filter.search?.trim()) {
    const pattern = bindings.bind(likePattern(filter.search.trim().toLowerCase()), 'text');
    conditions.push(`(lower(c.name) like ${pattern} or lower(c.customer_number) like ${pattern})`);
  }
  if (filter.customerNumber)
    conditions.push(`c.customer_number = ${bindings.bind(filter.customerNumber, 'text')}`);
  if (filter.kind) conditions.push(`c.kind = ${bindings.bind(filter.kind, 'text')}`);
  if (filter.customerClass) {
    conditions.push(`c.customer_class = any(${bindings.bind([...filter.customerClass], 'text[]')})`);
  }
  if (filter.tags?.length) conditions.push(`c.tags @> ${bindings.bind([...filter.tags], 'text[]')}`);
  const references = [
    ['keyAccountManagerId', 'Agent', 'c.key_account_manager_id'],
    ['keyAccountTeamId', 'Team', 'c.key_account_team_id'],
    ['partnerId', 'Partner', 'c.partner_id'],
  ] as const;
  for (const [field, type, column] of references) {
    const id = filter[field];
    if (id)
      conditions.push(`${column} = ${bindings.bind(decodeRequiredId(type, id, `filter.${field}`), 'uuid')}`);
  }
  return conditions;
}
