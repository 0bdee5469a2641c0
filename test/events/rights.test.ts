import { randomUUID } from 'node:crypto';
import { readEventCursor } from '../../src/events/log.ts';
import { numbersOf, type Platform, platform, recipient, take, viewerWith } from './support/followers.ts';
import { announce, logHolds } from './support/writers.ts';

describe('what a subscription shows to whom', () => {
  let here: Platform;
  let cursor: string;
  const partnerId = randomUUID();
  const ofPartner = randomUUID();
  const ofNobody = randomUUID();

  beforeEach(async () => {
    here = await platform({ keep: 1_000 });
    await here.db.query(`insert into partner (id, name) values ($1, 'Dealer')`, [partnerId]);
    for (const [id, partner] of [
      [ofPartner, partnerId],
      [ofNobody, null],
    ]) {
      await here.db.query(
        `insert into customer (id, name, partner_id, addresses, phones, emails, tags)
         values ($1, 'Customer', $2, '[]', '[]', '[]', '{}')`,
        [id, partner],
      );
    }
    cursor = await readEventCursor(here.db);
  });
  afterEach(() => here.close());

  /** The numbers that arrive until the event that everybody with the viewer's rights gets. */
  async function received(viewer: ReturnType<typeof viewerWith>, count: number): Promise<unknown[]> {
    const events = await here.feed.subscribe({ after: cursor, recipient: recipient(here.db, viewer) });
    return numbersOf(await take(events, count));
  }

  async function announceToAll(): Promise<void> {
    await announce(
      here.db,
      { customerId: null, data: { number: 1 } },
      { customerId: ofNobody, data: { number: 2 } },
      { customerId: ofPartner, data: { number: 3 } },
      { type: 'invoice.paid', customerId: ofPartner, data: { number: 4 } },
      { customerId: ofNobody, data: { number: 5 } },
      { customerId: ofPartner, data: { number: 6 } },
    );
    await logHolds(here.db, 6);
  }

  it('staff: everything', async () => {
    await announceToAll();
    expect(await received(viewerWith({ kind: 'ALL' }), 6)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('a partner: the events of its customers', async () => {
    await announceToAll();
    expect(await received(viewerWith({ kind: 'PARTNER', partnerId }), 3)).toEqual([3, 4, 6]);
  });

  it('a customer: its own events', async () => {
    await announceToAll();
    expect(await received(viewerWith({ kind: 'CUSTOMER', customerId: ofNobody }), 2)).toEqual([2, 5]);
  });

  it('nobody: events of areas whose records the credential may not read', async () => {
    await announceToAll();
    const viewer = viewerWith({ kind: 'PARTNER', partnerId }, ['events:read', 'customers:read']);
    expect(await received(viewer, 2)).toEqual([3, 6]);
  });

  it('a partner from whom a customer was taken away: nothing more of that customer', async () => {
    const events = await here.feed.subscribe({
      recipient: recipient(here.db, viewerWith({ kind: 'PARTNER', partnerId })),
    });
    await announce(here.db, { customerId: ofPartner, data: { number: 1 } });
    expect(numbersOf(await take(events, 1))).toEqual([1]);

    await here.db.query(`update customer set partner_id = case when id = $1 then null else $2::uuid end`, [
      ofPartner,
      partnerId,
    ]);
    await announce(
      here.db,
      { customerId: ofPartner, data: { number: 2 } },
      { customerId: ofNobody, data: { number: 3 } },
    );
    expect(numbersOf(await take(events, 1))).toEqual([3]);
  });

  it('a credential that was revoked: nothing, and the subscription ends with the reason', async () => {
    const keyId = randomUUID();
    await here.db.query(
      `insert into api_key (id, name, prefix, hash, scopes) values ($1, 'key', 'abcdefgh', '\\x00', '{}')`,
      [keyId],
    );
    const viewer = { ...viewerWith({ kind: 'ALL' }), keyId };
    const events = await here.feed.subscribe({
      filter: { types: new Set(['interaction.recorded']) },
      recipient: recipient(here.db, viewer),
    });
    const waiting = events.next();
    await here.db.query(`update api_key set revoked_at = now()`);
    await announce(here.db, { type: 'api_key.revoked' });
    await expect(waiting).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('a credential that has expired: nothing more', async () => {
    const viewer = { ...viewerWith({ kind: 'ALL' }), expiresAt: new Date(Date.now() - 1) };
    const events = await here.feed.subscribe({ recipient: recipient(here.db, viewer) });
    await announce(here.db, {});
    await expect(events.next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
