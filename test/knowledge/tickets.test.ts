import type { RequestContext } from '../../src/services/context.ts';
import { listTicketsOfArticle, loadArticleLinks } from '../../src/services/knowledge/article-links.ts';
import { loadDraft } from '../../src/services/knowledge/texts.ts';
import {
  createArticleFromMessage,
  type CreateArticleFromMessageInput,
} from '../../src/services/knowledge/create-from-message.ts';
import { linkArticle, unlinkArticle } from '../../src/services/knowledge/link-article.ts';
import { addMessage } from '../../src/services/tickets/add-message.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { mergeTickets } from '../../src/services/tickets/merge-tickets.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { insert } from '../access/matrix/insert.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { addCustomer, open, type OpenedTicket, statusOf } from '../tickets/support.ts';
import { asStaff, draft, globalId, published, read, revisionsOf } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const ticket = async (input: Parameters<typeof open>[2] = {}): Promise<OpenedTicket> =>
  open(asSystem(db), await addCustomer(db), input);
const link = (id: string, { globalId: ticketId }: OpenedTicket, solved?: boolean) =>
  linkArticle(asSystem(db), { articleId: globalId(id), ticketId, solved });
const answerIn = async (
  { globalId: ticketId }: OpenedTicket,
  body = 'Please clean the roller and restart it.',
) => (await addMessage(asSystem(db), { ticketId, kind: 'PUBLIC_REPLY', body })).id;
const fromMessage = (messageId: string, input: Partial<CreateArticleFromMessageInput> = {}) =>
  createArticleFromMessage(asSystem(db), {
    ticketMessageId: encodeId('TicketMessage', messageId),
    ...input,
  });
const ticketsOf = (id: string) =>
  db.query('select ticket_id, solved from article_ticket where article_id = $1', [id]);

describe('an article that was used for a ticket', () => {
  it('counts the tickets that it solved, each once', async () => {
    const id = await published(db);
    const [first, second] = [await ticket(), await ticket()];
    for (const each of [first, first, second]) await link(id, each, true);
    expect((await read(db, id)).solvedCount).toBe(2);
  });

  it('does not count those that it did not solve, or did not after all', async () => {
    const id = await published(db);
    const [first, second] = [await ticket(), await ticket()];
    await link(id, first);
    await link(id, second, true);
    await link(id, second, false);
    expect((await read(db, id)).solvedCount).toBe(0);
  });

  it('counts right when many link it at once', async () => {
    const id = await published(db);
    const tickets = await Promise.all(Array.from({ length: 12 }, () => ticket()));
    await Promise.all(tickets.map((each) => link(id, each, true)));
    expect((await read(db, id)).solvedCount).toBe(12);
  });

  it('is unlinked where it had nothing to do with it', async () => {
    const id = await published(db);
    const used = await ticket();
    await link(id, used, true);
    await unlinkArticle(asSystem(db), { articleId: globalId(id), ticketId: used.globalId });
    expect([(await read(db, id)).solvedCount, await ticketsOf(id)]).toEqual([0, []]);
  });

  it('keeps its version: nobody has changed it', async () => {
    const id = await published(db);
    const { version } = await read(db, id);
    await link(id, await ticket(), true);
    expect((await read(db, id)).version).toBe(version);
  });

  it('stays with the ticket that lives on when its ticket is merged', async () => {
    const id = await published(db);
    const customer = await addCustomer(db);
    const [old, living] = [await open(asSystem(db), customer), await open(asSystem(db), customer)];
    for (const each of [old, living]) await link(id, each, true);
    await mergeTickets(asSystem(db), { id: old.globalId, intoId: living.globalId });
    expect([await ticketsOf(id), (await read(db, id)).solvedCount]).toEqual([
      [{ ticket_id: living.id, solved: true }],
      1,
    ]);
  });

  it('is linked by our own people only', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    const { globalId: ticketId } = await ticket();
    const customer = asCustomer(db, newId());
    await expect(linkArticle(customer, { articleId: globalId(id), ticketId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('is known to our own people only, from either end', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    const customer = await addCustomer(db);
    const solved = await open(asSystem(db), customer);
    await link(id, solved, true);
    const linksFor = async (context: RequestContext) => [
      (await loadArticleLinks(context, solved.id)).map(({ articleId }) => articleId),
      (await listTicketsOfArticle(context, id, {})).nodes.map((each) => each.id),
      await (await listTicketsOfArticle(context, id, {})).countTotal(),
    ];
    expect(await linksFor(asSystem(db))).toEqual([[id], [solved.id], 1]);
    expect(await linksFor(asCustomer(db, customer))).toEqual([[], [], 0]);
  });

  it('must be one that the viewer sees', async () => {
    const id = await draft(db);
    const { globalId: ticketId } = await ticket();
    const reader = asStaff(db, ['knowledge:read', 'tickets:write']);
    await expect(linkArticle(reader, { articleId: globalId(id), ticketId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['articleId'],
    });
  });
});

describe('an answer in a ticket', () => {
  it('becomes an internal draft with the question, product and category of the ticket', async () => {
    const [product, category] = [
      await insert(db, 'product', { name: 'Printer 9' }),
      await insert(db, 'ticket_category', { name: 'Paper' }),
    ];
    const asked = await ticket({
      subject: 'Printer takes no paper',
      description: 'It beeps, and then nothing happens.',
      productId: encodeId('Product', product),
      categoryId: encodeId('TicketCategory', category),
    });
    const { id } = await fromMessage(await answerIn(asked));
    const article = await read(db, id);
    expect([article, await loadDraft(asSystem(db), article, null)]).toEqual([
      expect.objectContaining({
        status: 'DRAFT',
        audience: 'INTERNAL',
        productId: product,
        categoryId: category,
        title: 'Printer takes no paper',
      }),
      expect.objectContaining({
        language: 'en',
        question: 'It beeps, and then nothing happens.',
        answer: 'Please clean the roller and restart it.',
      }),
    ]);
  });

  it('says in its first revision where it comes from', async () => {
    const asked = await ticket();
    const { id } = await fromMessage(await answerIn(asked));
    expect((await revisionsOf(db, id))[0]?.reason).toMatch(/^Made of an answer in ticket /);
  });

  it.each([
    ['Bitte reinigen Sie die Rolle und starten Sie den Drucker neu.', 'de'],
    ['Please clean the roller, then start the printer again.', 'en'],
  ])('is read as the language it looks like: %s', async (body, language) => {
    const { id } = await fromMessage(await answerIn(await ticket(), body));
    expect((await read(db, id)).mainLanguage).toBe(language);
  });

  it('has the title and language that are given', async () => {
    const { id } = await fromMessage(await answerIn(await ticket()), { title: 'Paper jam', language: 'nl' });
    expect(await read(db, id)).toMatchObject({ title: 'Paper jam', mainLanguage: 'nl' });
  });

  it.each([
    ['solved it where the ticket is solved', 'SOLVED', true, 1],
    ['was used where the ticket is still open', 'OPEN', false, 0],
  ] as const)('%s', async (_, state, solved, count) => {
    const asked = await ticket();
    const message = await answerIn(asked);
    if (state === 'SOLVED') {
      await changeTicketStatus(asSystem(db), { id: asked.globalId, statusId: await statusOf(db, state) });
    }
    const { id } = await fromMessage(message);
    expect([await ticketsOf(id), (await read(db, id)).solvedCount]).toEqual([
      [{ ticket_id: asked.id, solved }],
      count,
    ]);
  });

  it('becomes one article, also when two want it at once', async () => {
    const message = await answerIn(await ticket());
    const results = await Promise.allSettled([fromMessage(message), fromMessage(message)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('must exist', async () =>
    expect(fromMessage(newId())).rejects.toMatchObject({ code: 'NOT_FOUND', field: ['ticketMessageId'] }));

  it.each([
    ['what the customer wrote', { kind: 'PUBLIC_REPLY', direction: 'INBOUND' }, 'What the customer wrote'],
    ['an internal note', { kind: 'INTERNAL_NOTE' }, 'An internal note'],
    ['a system entry', { kind: 'SYSTEM' }, 'A system entry'],
  ])('is not %s', async (_, row, refused) => {
    const asked = await ticket();
    const [{ customer_id: customerId } = { customer_id: '' }] = await db.query<{ customer_id: string }>(
      'select customer_id from ticket where id = $1',
      [asked.id],
    );
    const message = await insert(db, 'ticket_message', {
      ticket_id: asked.id,
      customer_id: customerId,
      ...row,
    });
    await expect(fromMessage(message)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining(`${refused} is no answer`),
      field: ['ticketMessageId'],
    });
    expect(await db.query('select 1 from article_ticket where ticket_id = $1', [asked.id])).toEqual([]);
  });
});
