import { z } from 'zod';
import { Product } from '../../entities/erp/product.ts';
import type { Direction } from '../../entities/interactions/enums.ts';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import type { TicketMessageKind } from '../../entities/tickets/enums.ts';
import { TicketCategory } from '../../entities/tickets/ticket-category.ts';
import { DomainError } from '../../shared/errors.ts';
import { encodeId } from '../../shared/ids.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { notFound } from '../writes/records.ts';
import { titleField } from './article-fields.ts';
import { requireAuthor } from './article-record.ts';
import { beginArticle } from './create-article.ts';
import { guessedLanguage } from './guess-language.ts';
import { languageField } from '../writes/language.ts';
import { addLink, countSolved } from './link-article.ts';

const fromMessageInput = z.strictObject({
  ticketMessageId: z.string(),
  language: languageField.nullish(),
  title: titleField.nullish(),
});

export type CreateArticleFromMessageInput = z.input<typeof fromMessageInput>;

interface AnsweredMessage {
  readonly kind: TicketMessageKind;
  readonly direction: Direction | null;
  readonly body: string;
  readonly language: 'de' | 'en';
  readonly ticket_id: string;
  readonly number: string;
  readonly subject: string;
  readonly description: string | null;
  readonly product_id: string | null;
  readonly category_id: string | null;
  readonly is_solved: boolean;
}

/** An answer in a ticket becomes an internal draft: the ticket's question, product and category, linked to it. */
export async function createArticleFromMessage(
  context: RequestContext,
  raw: CreateArticleFromMessageInput,
): Promise<{ id: string }> {
  requireAuthor(context);
  const { ticketMessageId, language, title } = checkInput(fromMessageInput, raw);
  const messageId = decodeRequiredId('TicketMessage', ticketMessageId, 'ticketMessageId');
  return inTransaction(context, async (tx) => {
    const message = await answeredBy(tx, messageId);
    await refuseSecond(tx, messageId);
    const article = new KnowledgeArticle();
    article.sourceMessageId = messageId;
    if (message.product_id) article.product = tx.em.getReference(Product, message.product_id);
    if (message.category_id) article.category = tx.em.getReference(TicketCategory, message.category_id);
    const text = {
      language: language ?? message.language,
      title: title ?? message.subject.slice(0, 300),
      question: message.description?.slice(0, 20_000) ?? null,
      answer: message.body,
    };
    await beginArticle(tx, context, article, text, `Made of an answer in ticket ${message.number}.`);
    await tx.em.flush();
    await addLink(tx, context, article.id, message.ticket_id, message.is_solved);
    await countSolved(tx, article.id);
    return { id: article.id };
  });
}

async function answeredBy(tx: Transaction, messageId: string): Promise<AnsweredMessage> {
  // Locked: of two who make an article of one answer at once, one is refused.
  const [message] = await tx.query<AnsweredMessage>(
    `select m.kind, m.direction, m.body, ${guessedLanguage('m.body')} as language, coalesce(t.merged_into_id, t.id) as ticket_id,
            t.number, t.subject, t.description, t.product_id, t.category_id,
            t.state in ('SOLVED', 'CLOSED') as is_solved
       from ticket_message m join ticket t on t.id = m.ticket_id where m.id = $1 for update of m`,
    [messageId],
  );
  if (!message) throw notFound('TicketMessage', messageId, 'ticketMessageId');
  if (message.kind === 'PUBLIC_REPLY' && message.direction === 'OUTBOUND') return message;
  throw new DomainError(
    'NOT_ALLOWED',
    `${whatElse(message)} is no answer: only what we wrote to the customer becomes an article.`,
    'ticketMessageId',
  );
}

function whatElse({ kind }: AnsweredMessage): string {
  if (kind === 'PUBLIC_REPLY') return 'What the customer wrote';
  return kind === 'INTERNAL_NOTE' ? 'An internal note' : 'A system entry';
}

async function refuseSecond(tx: Transaction, messageId: string): Promise<void> {
  const [article] = await tx.query<{ id: string }>(
    `select id from knowledge_article where source_message_id = $1 and status <> 'ARCHIVED'`,
    [messageId],
  );
  if (!article) return;
  throw new DomainError(
    'ALREADY_EXISTS',
    `There is an article of this answer already: ${encodeId('KnowledgeArticle', article.id)}.`,
    'ticketMessageId',
  );
}
