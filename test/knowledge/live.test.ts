import 'reflect-metadata';
import { archiveArticle } from '../../src/services/knowledge/archive-article.ts';
import { createArticle } from '../../src/services/knowledge/create-article.ts';
import { updateArticle } from '../../src/services/knowledge/update-article.ts';
import { publishArticle } from '../../src/services/knowledge/publish-article.ts';
import { submitArticle } from '../../src/services/knowledge/review-article.ts';
import { createPartner } from '../../src/services/people/write-partner.ts';
import { readEventCursor } from '../../src/events/log.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { asSystem } from '../support/viewers.ts';
import { type Helpdesk, helpdesk } from '../tickets/helpdesk.ts';

const PUBLISHED = `subscription ($after: String) {
  articlePublished(after: $after) { cursor first languages article { id title audience } }
}`;

interface Published {
  readonly articlePublished: {
    readonly cursor: string;
    readonly first: boolean;
    readonly languages: string[];
    readonly article: { readonly id: string; readonly title: string } | null;
  };
}

describe('articlePublished', () => {
  let here: Helpdesk;
  let partnerKey: string;
  let customerKey: string;
  beforeAll(async () => {
    here = await helpdesk();
    const partner = await createPartner(context(), { name: 'Nordtechnik' });
    partnerKey = (await here.server.key({ partnerId: encodeId('Partner', partner.id) })).key;
    customerKey = (await here.server.key({ customerId: here.customerId })).key;
  });
  afterAll(() => here.close());

  const context = () => asSystem(here.db);

  async function follow(key?: string, variables = {}) {
    const followed = await here.follow<Published>(PUBLISHED, variables, key);
    return { next: async () => (await followed.next()).articlePublished, end: () => followed.end() };
  }

  async function publish(title: string, audience: 'INTERNAL' | 'PARTNER' | 'PUBLIC'): Promise<string> {
    const text = { language: 'de', title, question: 'Was tun?', answer: 'Öl nachfüllen.' };
    const id = encodeId('KnowledgeArticle', (await createArticle(context(), { ...text, audience })).id);
    await submitArticle(context(), { id });
    await publishArticle(context(), { id });
    return id;
  }

  it('delivers by audience: customers hear of public ones, partners also of theirs, we of all', async () => {
    const [ours, partners, customers] = [await follow(), await follow(partnerKey), await follow(customerKey)];
    await publish('Kulanz bis 50 EUR', 'INTERNAL');
    await publish('Dichtsatz tauschen', 'PARTNER');
    await publish('Öl prüfen', 'PUBLIC');
    const titles = async (followed: typeof ours, count: number) => {
      const seen = [];
      for (let place = 0; place < count; place += 1) seen.push((await followed.next()).article?.title);
      return seen;
    };
    expect(await titles(ours, 3)).toEqual(['Kulanz bis 50 EUR', 'Dichtsatz tauschen', 'Öl prüfen']);
    expect(await titles(partners, 2)).toEqual(['Dichtsatz tauschen', 'Öl prüfen']);
    expect(await titles(customers, 1)).toEqual(['Öl prüfen']);
    await Promise.all([ours.end(), partners.end(), customers.end()]);
  });

  it('says whether it is new and which languages are', async () => {
    const followed = await follow();
    const id = await publish('Riemen spannen', 'PUBLIC');
    expect(await followed.next()).toMatchObject({ first: true, languages: ['de'], article: { id } });
    await followed.end();
  });

  it('asks for the audience as it is at delivery, also of what was missed', async () => {
    const after = await readEventCursor(here.db);
    const withdrawn = await publish('War öffentlich', 'PUBLIC');
    const narrowed = await publish('Jetzt intern', 'PUBLIC');
    const open = await publish('Bleibt öffentlich', 'PUBLIC');
    await archiveArticle(context(), { id: withdrawn });
    await updateArticle(context(), { id: narrowed, audience: 'INTERNAL' });
    const followed = await follow(customerKey, { after });
    expect(await followed.next()).toMatchObject({ article: { id: open } });
    await followed.end();
  });

  it('is no event that outsiders get in another way', async () => {
    const after = await readEventCursor(here.db);
    await publish('Nur für uns', 'INTERNAL');
    await here.open({ subject: 'The last event' });
    const followed = await here.follow<{ events: { type: string } }>(
      'subscription ($after: String) { events(after: $after) { type } }',
      { after },
      customerKey,
    );
    expect((await followed.next()).events.type).toBe('ticket.created');
    await followed.end();
  });
});
