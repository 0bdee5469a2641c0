import type { Page } from '../../shared/paging.ts';
import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { likePattern } from '../reads/filters.ts';
import { type ListArguments, type Listing, listPage } from '../reads/listing.ts';

export interface SearchSynonymRow {
  readonly __typename: 'SearchSynonym';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly terms: readonly string[];
}

export interface SearchSynonymFilter {
  readonly search?: string | null;
}

export type SearchSynonymListArguments = ListArguments<SearchSynonymFilter, 'CREATED_AT'>;

const synonymListing: Listing<SearchSynonymRow, SearchSynonymFilter, 'CREATED_AT'> = {
  name: 'searchSynonyms',
  from: 'search_synonym s',
  id: 's.id',
  columns: 's.id, s.version, s.created_at, s.updated_at, s.terms',
  sorts: { CREATED_AT: { expression: 's.created_at', type: 'timestamptz' } },
  defaultSort: { field: 'CREATED_AT', direction: 'DESC' },
  reach: ({ viewer }) => reachesAll(viewer.reach),
  where: ({ search }, bindings) =>
    search?.trim()
      ? [
          `exists (select 1 from unnest(s.terms) term
                    where lower(term) like ${bindings.bind(likePattern(search.trim().toLowerCase()), 'text')})`,
        ]
      : [],
  row: (raw) => plainRow<SearchSynonymRow>(raw, 'SearchSynonym'),
};

export function listSynonyms(
  context: RequestContext,
  args: SearchSynonymListArguments,
): Promise<Page<SearchSynonymRow>> {
  return listPage(context, synonymListing, args);
}

export function loadSynonym(
  context: RequestContext,
  id: string | null | undefined,
): Promise<SearchSynonymRow | null> {
  return loadById(context, synonymListing, id);
}
