import { z } from 'zod';
import { Product } from '../../entities/erp/product.ts';
import { ArticleAudience } from '../../entities/knowledge/enums.ts';
import type { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { TicketCategory } from '../../entities/tickets/ticket-category.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import type { Transaction } from '../transaction.ts';
import { notFound } from '../writes/records.ts';

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
      product: productId === null ? null : await productOf(tx, context, productId),
    }),
    ...(categoryId !== undefined && {
      category: categoryId === null ? null : await categoryOf(tx, categoryId),
    }),
  };
}

async function productOf(tx: Transaction, { viewer }: RequestContext, globalId: string): Promise<Product> {
  const id = decodeRequiredId('Product', globalId, 'productId');
  const product = viewer.scopes.has('products:read') ? await tx.em.findOne(Product, { id }) : null;
  if (!product) throw notFound('Product', id, 'productId');
  return product;
}

async function categoryOf(tx: Transaction, globalId: string): Promise<TicketCategory> {
  const id = decodeRequiredId('TicketCategory', globalId, 'categoryId');
  const category = await tx.em.findOne(TicketCategory, { id });
  if (!category) throw notFound('TicketCategory', id, 'categoryId');
  if (!category.active) {
    throw new DomainError('NOT_ALLOWED', `The category "${category.name}" is no longer used.`, 'categoryId');
  }
  return category;
}
