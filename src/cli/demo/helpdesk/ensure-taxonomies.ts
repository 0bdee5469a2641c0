import type { RequestContext } from '../../../services/context.ts';
import {
  listComplaintCauses,
  listTicketCategories,
  type TaxonomyRow,
} from '../../../services/tickets/taxonomies.ts';
import {
  createComplaintCause,
  createTicketCategory,
  type CreateTaxonomyInput,
} from '../../../services/tickets/write-taxonomy.ts';
import { encodeId } from '../../../shared/ids.ts';
import { categories, type CategoryKey, causes, type CauseKey } from './taxonomies.ts';

export interface DemoTaxonomies {
  /** Global ids. */
  readonly categories: ReadonlyMap<CategoryKey, string>;
  readonly causes: ReadonlyMap<CauseKey, string>;
}

export async function ensureTaxonomies(context: RequestContext): Promise<DemoTaxonomies> {
  return {
    categories: await ensureTree(categories, 'TicketCategory', await listTicketCategories(context), (input) =>
      createTicketCategory(context, input),
    ),
    causes: await ensureTree(causes, 'ComplaintCause', await listComplaintCauses(context), (input) =>
      createComplaintCause(context, input),
    ),
  };
}

async function ensureTree<Key extends string>(
  paths: Readonly<Record<Key, readonly string[]>>,
  typeName: string,
  known: readonly TaxonomyRow[],
  create: (input: CreateTaxonomyInput) => Promise<{ id: string }>,
): Promise<ReadonlyMap<Key, string>> {
  const ids = new Map(known.map(({ id, name, parentId }) => [`${parentId ?? ''}/${name}`, id]));
  const found = new Map<Key, string>();
  for (const key of Object.keys(paths) as Key[]) {
    let parent: string | null = null;
    for (const name of paths[key]) {
      const place = `${parent ?? ''}/${name}`;
      const parentId: string | null = parent && encodeId(typeName, parent);
      const id: string = ids.get(place) ?? (await create({ name, parentId })).id;
      ids.set(place, id);
      parent = id;
    }
    if (parent) found.set(key, encodeId(typeName, parent));
  }
  return found;
}
