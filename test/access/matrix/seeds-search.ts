import type { Database } from '../../../src/shared/database.ts';
import { insert } from './insert.ts';
import type { House, Owner } from './seeds.ts';

/** What `fill.ts` asks every search for: a word of all articles and tickets, also of those that must not be found. */
export const SEARCHED = 'plain';

/** A ticket that was solved, with what we wrote last, and by the house's article. */
export async function addSolvedTicket(db: Database, { mark, ids }: Owner, house: House): Promise<void> {
  const id = await insert(db, 'ticket', {
    type: 'SERVICE_REQUEST',
    number: `SO-${mark}`,
    subject: `${mark} ${SEARCHED}`,
    customer_id: ids['Customer'],
    channel: 'PHONE',
    product_id: house['Product'],
    tags: [],
    status_id: house['TicketStatus'],
    state: 'SOLVED',
    solved_at: '2026-11-22T11:30:00Z',
  });
  await insert(db, 'ticket_message', {
    ticket_id: id,
    customer_id: ids['Customer'],
    kind: 'PUBLIC_REPLY',
    channel: 'EMAIL',
    direction: 'OUTBOUND',
    body: mark,
    attachments: '[]',
  });
  await db.query('insert into article_ticket (article_id, ticket_id, solved) values ($1, $2, true)', [
    house['KnowledgeArticle'],
    id,
  ]);
}

export function searchHouseSeeds(internal: string) {
  return {
    SearchSynonym: {
      hidden: true,
      add: (db: Database) => insert(db, 'search_synonym', { terms: [internal, `${internal}too`] }),
    },
  };
}
