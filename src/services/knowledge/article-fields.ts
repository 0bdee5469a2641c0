import { z } from 'zod';
import { ArticleAudience } from '../../entities/knowledge/enums.ts';
import type { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import type { RequestContext } from '../context.ts';
import { requireProduct } from '../erp/require-product.ts';
import { requireActiveCategory } from '../tickets/require-category.ts';
import type { Transaction } from '../transaction.ts';

/** An article in one language, as an author writes it. */
export interface ArticleText {
  readonly language: string;
  readonly title: string;
  readonly question: string | null;
  /** Markdown; empty while it is still missing. */
  readonly answer: string;
}

export const titleField = z
  .string()
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .pipe(z.string().min(1, 'must not be empty').max(300));
export const questionField = z.string().trim().max(20_000).nullish();
export const answerField = z.string().max(200_000);
export const reasonField = z.string().trim().max(2_000).nullish();
export const versionField = z.number().int().nullish();

export const settingsFields = z.strictObject({
  audience: z.enum(ArticleAudience).optional(),
  productId: z.string().nullish(),
  categoryId: z.string().nullish(),
  validUntil: z.iso.date('must be a calendar day such as "2027-12-31"').nullish(),
});

/** The settings of an input as changes of the record; what they refer to must exist. */
export async function settingsOf(
  tx: Transaction,
  context: RequestContext,
  { productId, categoryId, ...plain }: z.output<typeof settingsFields>,
): Promise<Partial<KnowledgeArticle>> {
  return {
    ...plain,
    ...(productId !== undefined && {
      product: productId === null ? null : await requireProduct(tx, context, productId),
    }),
    ...(categoryId !== undefined && {
      category: categoryId === null ? null : await requireActiveCategory(tx, categoryId),
    }),
  };
}
