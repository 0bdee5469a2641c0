import { solutionOf, loadLastReply, loadSolvingArticle } from '../../src/services/search/solutions.ts';
import { similarTickets, similarTicketsOf } from '../../src/services/search/similar-tickets.ts';
import { reportOf } from '../../src/services/search/report.ts';
import { suggestArticlesFor } from '../../src/services/search/search-articles.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { linkArticle } from '../../src/services/knowledge/link-article.ts';
import { addMessage } from '../../src/services/tickets/add-message.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { mergeTickets } from '../../src/services/tickets/merge-tickets.ts';
import { updateTicket } from '../../src/services/tickets/update-ticket.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { globalId as articleId } from '../knowledge/support.ts';
import { publish } from '../knowledge/search/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asPartner, asSystem } from '../support/viewers.ts';
import { addCustomer, type OpenedTicket, open, read, statusOf } from './support.ts';

let db: TestDatabase;
let customer: string;
beforeAll(async () => {
  db = await testDatabase(3);
});
afterAll(() => db.drop());
beforeEach(async () => {
  await db.query('truncate ticket, knowledge_article cascade');
  customer = await addCustomer(db);
});

const report = (subject: string, more: Parameters<typeof open>[2] = {}, of = customer) =>
  open(asSystem(db), of, { subject, ...more });
const like = async (text: string, context: RequestContext = asSystem(db), more: object = {}) =>
  (await similarTickets(context, { text, ...more })).map(({ ticket }) => ticket.subject);
const solve = async (ticket: OpenedTicket) =>
  changeTicketStatus(asSystem(db), { id: ticket.globalId, statusId: await statusOf(db, 'SOLVED') });
async function product(): Promise<string> {
  const id = newId();
  await db.query(
    `insert into product (id, product_number, name, unit_code) values ($1, $2, 'Lathe', 'C62')`,
    [id, id],
  );
  return id;
}

describe('tickets like a report', () => {
  it('have its words, in whatever form', async () => {
    await report('Hydraulikpumpe undicht');
    await report('Rechnung fehlt');
    expect(await like('Die Pumpen sind undicht geworden')).toEqual(['Hydraulikpumpe undicht']);
  });

  it('are found by subject, defect and description, and say which', async () => {
    await report('Spindel heiß', { description: 'Das Lager wird warm.' });
    const [similar] = await similarTickets(asSystem(db), { text: 'Spindellager warm' });
    expect([similar?.reasons, similar?.words.toSorted()]).toEqual([
      ['SUBJECT', 'DESCRIPTION'],
      ['spindel', 'warm'],
    ]);
  });

  it('that are about its product come first, and say so', async () => {
    const productId = await product();
    await report('Spindel heiß');
    await report('Spindel heiß', { productId: encodeId('Product', productId) });
    const found = await similarTickets(asSystem(db), {
      text: 'Spindel heiß',
      productId: encodeId('Product', productId),
    });
    expect(found.map(({ reasons }) => reasons)).toEqual([['SUBJECT', 'PRODUCT'], ['SUBJECT']]);
  });

  it('that were solved come first', async () => {
    await report('Spindel heiß, offen');
    await solve(await report('Spindel heiß, gelöst'));
    expect((await like('Spindel heiß'))[0]).toBe('Spindel heiß, gelöst');
  });

  it('have the number of its error, however many longer words are around it', async () => {
    await report('Alarm 2043 an HM200');
    await report('Rechnung fehlt');
    const text = `Guten Morgen, unsere Drehmaschine HM200 schaltet sich seit vergangenem Donnerstag mehrmals täglich
      selbständig ab, zuletzt während der Nachtschicht; Alarm 2043. Können Sie kurzfristig einen Techniker schicken?
      Unsere Fertigung steht vollständig, mehrere Liefertermine sind gefährdet.`;
    expect(await like(text)).toEqual(['Alarm 2043 an HM200']);
  });

  it('are known as soon as they are changed', async () => {
    const ticket = await report('Spindel heiß');
    await updateTicket(asSystem(db), { id: ticket.globalId, subject: 'Kupplung rutscht' });
    expect([await like('Spindel'), await like('Kupplung')]).toEqual([[], ['Kupplung rutscht']]);
  });

  it('are the ones that live on, not those that were merged', async () => {
    const [kept, merged] = [await report('Spindel heiß'), await report('Spindel zu heiß')];
    await mergeTickets(asSystem(db), { id: merged.globalId, intoId: kept.globalId });
    expect(await like('Spindel')).toEqual(['Spindel heiß']);
  });

  it('are none for a report of nothing but small words', async () => {
    await report('Spindel heiß');
    expect(await like('und das ist so')).toEqual([]);
  });
});

describe('who is no colleague', () => {
  it('gets tickets of the own company only', async () => {
    await report('Spindel heiß', {}, await addCustomer(db, { name: 'Other' }));
    await report('Spindel zu heiß');
    expect(await like('Spindel', asCustomer(db, customer))).toEqual(['Spindel zu heiß']);
  });

  it('gets as a partner those of its customers only', async () => {
    const partnerId = newId();
    await db.query(`insert into partner (id, name) values ($1, 'Partner')`, [partnerId]);
    await report('Spindel heiß');
    await report('Spindel zu heiß', {}, await addCustomer(db, { partnerId }));
    expect(await like('Spindel', asPartner(db, partnerId))).toEqual(['Spindel zu heiß']);
  });

  it('is shown scores that do not tell how often others said the same', async () => {
    await report('Spindel heiß');
    await report('Lager laut');
    const scores = async () => {
      await db.query('analyze search_ticket');
      const similar = await similarTickets(asCustomer(db, customer), { text: 'Spindel und Lager' });
      return similar.map(({ ticket, score }) => [ticket.subject, score.toFixed(4)]).toSorted();
    };
    const before = await scores();
    const other = await addCustomer(db);
    for (let number = 1; number <= 20; number++) await report(`Spindel ${number} steht`, {}, other);
    expect(before).toHaveLength(2);
    expect(await scores()).toEqual(before);
  });

  it('finds nothing by what stands in internal notes, nor do we', async () => {
    const ticket = await report('Spindel heiß');
    await addMessage(asSystem(db), {
      ticketId: ticket.globalId,
      kind: 'INTERNAL_NOTE',
      body: 'Der Kunde ist ein Querulant.',
    });
    expect([await like('Querulant', asCustomer(db, customer)), await like('Querulant')]).toEqual([[], []]);
  });
});

describe('how a similar ticket was solved', () => {
  async function solutionFor(context: RequestContext) {
    const [similar] = await similarTickets(context, { text: 'Spindel heiß' });
    const solution = similar ? solutionOf(similar.ticket) : null;
    return (
      solution && {
        reply: (await loadLastReply(context, solution))?.body,
        article: (await loadSolvingArticle(context, solution))?.title,
        solved: solution.solvedAt !== null,
      }
    );
  }

  it('is not said while it is open', async () => {
    await report('Spindel heiß');
    expect(await solutionFor(asSystem(db))).toBeNull();
  });

  it('is our last public reply and the article, never an internal note', async () => {
    const ticket = await report('Spindel heiß');
    const say = (kind: 'PUBLIC_REPLY' | 'INTERNAL_NOTE', body: string) =>
      addMessage(asSystem(db), { ticketId: ticket.globalId, kind, body });
    await say('PUBLIC_REPLY', 'Wir sehen nach.');
    await say('PUBLIC_REPLY', 'Das Lager wurde getauscht.');
    await say('INTERNAL_NOTE', 'War unsere Schuld.');
    const article = await publish(db, { title: 'Spindellager tauschen', audience: 'INTERNAL' });
    await linkArticle(asSystem(db), {
      articleId: articleId(article),
      ticketId: ticket.globalId,
      solved: true,
    });
    await solve(ticket);
    expect([await solutionFor(asSystem(db)), await solutionFor(asCustomer(db, customer))]).toEqual([
      { reply: 'Das Lager wurde getauscht.', article: 'Spindellager tauschen', solved: true },
      { reply: 'Das Lager wurde getauscht.', article: undefined, solved: true },
    ]);
  });

  it('is the remedy of a complaint', async () => {
    const ticket = await report('Spindel heiß', { type: 'COMPLAINT' });
    await db.query(`update ticket set remedy = 'Austausch' where id = $1`, [ticket.id]);
    await solve(ticket);
    expect(solutionOf(await read(db, ticket))?.remedy).toBe('Austausch');
  });
});

describe('a saved ticket', () => {
  it('is like others, and not like itself', async () => {
    const [ticket] = [await report('Spindel heiß'), await report('Spindel wird heiß')];
    const found = await similarTicketsOf(asSystem(db), await read(db, ticket), {});
    expect(found.map((each) => each.ticket.subject)).toEqual(['Spindel wird heiß']);
  });

  it('has articles suggested, those about its product first', async () => {
    const productId = await product();
    await publish(db, { title: 'Spindel kühlen' });
    await publish(db, { title: 'Spindel dieser Maschine kühlen', productId });
    const ticket = await report('Spindel heiß', { productId: encodeId('Product', productId) });
    const found = await suggestArticlesFor(asSystem(db), reportOf(await read(db, ticket)), {});
    expect(found.map(({ article }) => article.title)).toEqual([
      'Spindel dieser Maschine kühlen',
      'Spindel kühlen',
    ]);
  });
});

describe('what others wrote', () => {
  it.each(['Spindel Konkurs', 'Spindel'])(
    'makes no difference to what a customer finds, as here beside %s',
    async (others) => {
      await report('Konkurt des Zulieferers');
      const before = await similarTickets(asCustomer(db, customer), { text: 'Konkurs' });
      await report(others, {}, await addCustomer(db));
      const after = await similarTickets(asCustomer(db, customer), { text: 'Konkurs' });
      expect(after).toMatchObject(before.map(({ words, reasons }) => ({ words, reasons })));
    },
  );
});
