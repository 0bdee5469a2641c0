import type { ArticleAudience, ArticleDraftStatus, ArticleStatus } from '../../entities/knowledge/enums.ts';
import { businessToday } from '../../shared/business-time.ts';
import { DomainError } from '../../shared/errors.ts';
import type { Bindings } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inCategory } from '../tickets/in-category.ts';
import { canonicalLanguage } from '../writes/language.ts';

export interface ArticleFilter {
  readonly statuses?: readonly ArticleStatus[] | null;
  readonly draftStatus?: ArticleDraftStatus | null;
  readonly audiences?: readonly ArticleAudience[] | null;
  readonly productId?: string | null;
  readonly categoryId?: string | null;
  readonly language?: string | null;
  readonly expired?: boolean | null;
  readonly validUntilBefore?: string | null;
}

/** `forAuthor`: whoever else asks for drafts gets none, as if there were none. */
export function articleConditions(filter: ArticleFilter, bindings: Bindings, forAuthor: boolean): string[] {
  const all: string[] = [];
  if (filter.statuses) all.push(`a.status = any(${bindings.bind([...filter.statuses], 'text[]')})`);
  if (filter.draftStatus) {
    all.push(forAuthor ? `a.draft_status = ${bindings.bind(filter.draftStatus, 'text')}` : 'false');
  }
  if (filter.audiences) all.push(`a.audience = any(${bindings.bind([...filter.audiences], 'text[]')})`);
  if (filter.productId) {
    const id = decodeRequiredId('Product', filter.productId, 'filter.productId');
    all.push(`a.product_id = ${bindings.bind(id, 'uuid')}`);
  }
  if (filter.categoryId) {
    const id = decodeRequiredId('TicketCategory', filter.categoryId, 'filter.categoryId');
    all.push(inCategory('a.category_id', id, bindings));
  }
  if (filter.language != null) {
    const language = bindings.bind(knownLanguage(filter.language), 'text');
    all.push(`exists (select 1 from article_variant v where v.article_id = a.id and v.language = ${language}
      ${forAuthor ? '' : 'and v.title is not null'})`);
  }
  if (filter.expired != null) {
    const isExpired = `a.valid_until < ${bindings.bind(businessToday(), 'date')}`;
    all.push(filter.expired ? isExpired : `(${isExpired}) is not true`);
  }
  if (filter.validUntilBefore) all.push(`a.valid_until < ${bindings.bind(filter.validUntilBefore, 'date')}`);
  return all;
}

/** The language of a filter in the spelling in which languages are kept. */
export function knownLanguage(tag: string): string {
  const language = canonicalLanguage(tag);
  if (language) return language;
  throw new DomainError(
    'INVALID',
    `\`filter.language\` must be a language tag (BCP 47) such as "de"; got ${JSON.stringify(tag)}.`,
    'filter.language',
  );
}
