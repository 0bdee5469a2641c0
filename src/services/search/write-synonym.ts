import { z } from 'zod';
import { SearchSynonym } from '../../entities/search/search-synonym.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges, lockRecord } from '../writes/records.ts';
import { foldedWords } from './fold.ts';
import { LONGEST_PHRASE } from './query-terms.ts';

const MOST_TERMS = 20;

const termsField = z
  .array(
    z
      .string()
      .transform((text) => text.trim().replace(/\s+/g, ' '))
      .pipe(z.string().max(100, 'must be at most 100 characters long'))
      .refine((text) => foldedWords(text).length > 0, 'must have a letter or a digit')
      .refine(
        (text) => foldedWords(text).length <= LONGEST_PHRASE,
        `must be an expression of at most ${LONGEST_PHRASE} words`,
      ),
  )
  .min(2, 'must name at least two terms')
  .max(MOST_TERMS, `must name at most ${MOST_TERMS} terms`)
  .refine((terms) => new Set(terms.map(folded)).size === terms.length, 'must not name a term twice');

const createInput = z.strictObject({ terms: termsField });
const updateInput = z.strictObject({
  id: z.string(),
  expectedVersion: z.number().int().nullish(),
  terms: termsField.optional(),
});
const deleteInput = z.strictObject({ id: z.string(), expectedVersion: z.number().int().nullish() });

export type CreateSearchSynonymInput = z.input<typeof createInput>;
export type UpdateSearchSynonymInput = z.input<typeof updateInput>;
export type DeleteSearchSynonymInput = z.input<typeof deleteInput>;

export async function createSynonym(
  context: RequestContext,
  raw: CreateSearchSynonymInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'keep synonyms');
  const { terms } = checkInput(createInput, raw);
  return inTransaction(context, async (tx) => {
    const synonym = new SearchSynonym();
    synonym.terms = terms;
    tx.em.persist(synonym);
    await tx.em.flush();
    tx.announce({
      type: 'search_synonym.created',
      subject: { type: 'SearchSynonym', id: synonym.id },
      customerId: null,
      data: { terms },
    });
    return { id: synonym.id };
  });
}

export async function updateSynonym(
  context: RequestContext,
  raw: UpdateSearchSynonymInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'keep synonyms');
  const { id: globalId, expectedVersion, ...input } = checkInput(updateInput, raw);
  const id = decodeRequiredId('SearchSynonym', globalId, 'id');
  return inTransaction(context, async (tx) => {
    const synonym = await lockRecord(tx, SearchSynonym, id, { expectedVersion });
    const changed = applyChanges(synonym, input);
    if (changed.length === 0) return { id };
    await tx.em.flush();
    tx.announce({
      type: 'search_synonym.updated',
      subject: { type: 'SearchSynonym', id },
      customerId: null,
      data: { changed, terms: synonym.terms },
    });
    return { id };
  });
}

/** The words are found each by itself again; nothing else hangs on it. */
export async function deleteSynonym(
  context: RequestContext,
  raw: DeleteSearchSynonymInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'keep synonyms');
  const { id: globalId, expectedVersion } = checkInput(deleteInput, raw);
  const id = decodeRequiredId('SearchSynonym', globalId, 'id');
  return inTransaction(context, async (tx) => {
    const synonym = await lockRecord(tx, SearchSynonym, id, { expectedVersion });
    tx.em.remove(synonym);
    await tx.em.flush();
    tx.announce({
      type: 'search_synonym.deleted',
      subject: { type: 'SearchSynonym', id },
      customerId: null,
      data: { terms: synonym.terms },
    });
    return { id };
  });
}

function folded(term: string): string {
  return foldedWords(term).join(' ');
}
