import type { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { businessToday } from '../../shared/business-time.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { noteShownChange } from '../writes/shown-change.ts';
import { addRevision, announceArticle, changeArticle } from './article-record.ts';
import { takeStep } from './article-state.ts';
import { renderText } from './markdown.ts';
import { type ArticleStepInput, stepInput } from './review-article.ts';

/** Gives readers what was reviewed, in all its languages. */
export async function publishArticle(
  context: RequestContext,
  raw: ArticleStepInput,
): Promise<{ id: string }> {
  const { reason, ...named } = checkInput(stepInput, raw);
  return changeArticle(context, named, async (tx, article) => {
    const isFirst = article.status !== 'PUBLISHED';
    Object.assign(article, takeStep(article, 'PUBLISHED'));
    requireStillValid(article);
    article.publishedAt = new Date();
    noteShownChange(article);
    const languages = await publishTexts(tx, article);
    await addRevision(tx, context, article, { step: 'PUBLISHED', reason });
    announceArticle(tx, 'article.published', article, { languages, first: isFirst });
  });
}

function requireStillValid({ validUntil }: KnowledgeArticle): void {
  if (validUntil === null || validUntil >= businessToday()) return;
  throw new DomainError(
    'NOT_ALLOWED',
    `The article is valid until ${validUntil} only: give it a later \`validUntil\` first.`,
    'id',
  );
}

interface UnpublishedText {
  readonly id: string;
  readonly language: string;
  readonly revision: string;
  readonly title: string;
  readonly question: string | null;
  readonly answer: string;
}

/** Copies what was saved last to where readers and the search look; answers the languages that are new to them. */
async function publishTexts(tx: Transaction, article: KnowledgeArticle): Promise<string[]> {
  const texts = await tx.query<UnpublishedText>(
    `select v.id, v.language, r.id as revision, r.title, r.question, r.answer
       from article_variant v join article_revision r on r.id = v.latest_revision_id
      where v.article_id = $1 and v.published_revision_id is distinct from r.id order by v.language`,
    [article.id],
  );
  const missing = texts.find(({ answer }) => renderText(answer) === '');
  if (missing) {
    throw new DomainError('NOT_ALLOWED', `The text in "${missing.language}" has no answer yet.`, 'id');
  }
  for (const { id, language, revision, title, question, answer } of texts) {
    await tx.query(
      `update article_variant set title = $2, question = $3, answer = $4, answer_text = $5,
         published_revision_id = $6, published_at = $7 where id = $1`,
      [id, title, question, answer, renderText(answer), revision, article.publishedAt],
    );
    if (language === article.mainLanguage) article.title = title;
  }
  return texts.map(({ language }) => language);
}
