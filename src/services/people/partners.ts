import type { Page } from '../../shared/paging.ts';
import { reachesPartnerRow } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type Bindings, likePattern } from '../reads/filters.ts';
import { type ListArguments, type Listing, listPage } from '../reads/listing.ts';

export interface PartnerRow {
  readonly __typename: 'Partner';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly name: string;
  readonly email: string | null;
  readonly active: boolean;
}

export interface PartnerFilter {
  readonly search?: string | null;
  readonly active?: boolean | null;
}

export type PartnerSort = 'NAME' | 'CREATED_AT';
export type PartnerListArguments = ListArguments<PartnerFilter, PartnerSort>;

const partnerListing: Listing<PartnerRow, PartnerFilter, PartnerSort> = {
  name: 'partners',
  from: 'partner p',
  id: 'p.id',
  columns: 'p.id, p.version, p.created_at, p.updated_at, p.name, p.email, p.active',
  sorts: {
    NAME: { expression: 'lower(p.name)', type: 'text' },
    CREATED_AT: { expression: 'p.created_at', type: 'timestamptz' },
  },
  defaultSort: { field: 'NAME', direction: 'ASC' },
  reach: ({ viewer }, bindings) => reachesPartnerRow(viewer.reach, 'p', bindings),
  where: partnerConditions,
  row: (raw) => plainRow<PartnerRow>(raw, 'Partner'),
};

function partnerConditions(filter: PartnerFilter, bindings: Bindings): string[] {
  const conditions: string[] = [];
  const search = filter.search?.trim().toLowerCase();
  if (search) conditions.push(`lower(p.name) like ${bindings.bind(likePattern(search), 'text')}`);
  if (filter.active != null) conditions.push(`p.active = ${bindings.bind(filter.active, 'boolean')}`);
  return conditions;
}

export function listPartners(context: RequestContext, args: PartnerListArguments): Promise<Page<PartnerRow>> {
  return listPage(context, partnerListing, args);
}

export function loadPartner(
  context: RequestContext,
  id: string | null | undefined,
): Promise<PartnerRow | null> {
  return loadById(context, partnerListing, id);
}
