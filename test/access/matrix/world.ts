import { areaOfEvent, type EventType, eventTypes } from '../../../src/events/event-types.ts';
import { scopes, scopesForOutsiders } from '../../../src/services/access/scopes.ts';
import type { Reach, Viewer } from '../../../src/services/access/viewer.ts';
import { runTransaction } from '../../../src/services/transaction.ts';
import type { Database } from '../../../src/shared/database.ts';
import { encodeId, newId, typeNameOfPrefix } from '../../../src/shared/ids.ts';
import { insert } from './insert.ts';
import { HOUSE_MARK, type House, houseSeeds, type Owner, ownerSeeds } from './seeds.ts';

/** Two partners with two customers each, one customer without a partner, and records of every type on each. */
export interface World {
  readonly house: House;
  readonly partners: readonly { readonly mark: string; readonly id: string }[];
  /** Two of the first partner, two of the second, one of none. */
  readonly owners: readonly Owner[];
}

/** A viewer that does not reach everything, what it does reach, and what it must never see. */
export interface Outsider {
  readonly viewer: Viewer;
  readonly own: Owner;
  /** Whose records are asked for by id, name and number. */
  readonly foreign: Owner;
  /** Texts that would give away a record out of reach: names, numbers, amounts, ids in both forms. */
  readonly traces: readonly string[];
}

export async function buildWorld(db: Database): Promise<World> {
  const house: House = {};
  for (const [type, seed] of Object.entries(houseSeeds)) house[type] = await seed.add(db, house);
  const partners = [];
  for (const mark of ['zqnorth', 'zqsouth']) {
    partners.push({ mark, id: await insert(db, 'partner', { name: mark, email: `${mark}@example.com` }) });
  }
  const owners: Owner[] = [];
  for (const [place, partner] of [partners[0], partners[0], partners[1], partners[1], null].entries()) {
    owners.push(await addOwner(db, house, place + 1, partner?.id ?? null));
  }
  for (const owner of owners) await announceEverything(db, owner, house);
  await logIsInOrder(db);
  for (const { ids } of owners) ids['Event'] = await newestEventOf(db, ids['Customer'] ?? '');
  return { house, partners, owners };
}

async function addOwner(db: Database, house: House, place: number, partnerId: string | null): Promise<Owner> {
  const owner: Owner = { mark: `zqcust${place}k`, amount: `8${place}7${place}31.47`, partnerId, ids: {} };
  for (const [type, add] of Object.entries(ownerSeeds)) {
    const id = await add(db, owner, house);
    owner.ids[type] = id;
    await insert(db, 'external_reference', {
      integration_id: house['Integration'],
      record_type: type,
      external_id: `${owner.mark}-${type}`,
      record_id: id,
    });
  }
  return owner;
}

/** Events of every type about the customer, and of the house, which are nobody else's business. */
export async function announceEverything(db: Database, { ids, mark }: Owner, house: House): Promise<void> {
  await runTransaction(db, { kind: 'SYSTEM', name: 'matrix' }, async (tx) => {
    for (const type of Object.keys(eventTypes) as EventType[]) {
      const customerId = ids['Customer'] ?? '';
      const named = typeNameOfPrefix(areaOfEvent(type));
      const subject = ids[named] ? { type: named, id: ids[named] } : { type: 'Customer', id: customerId };
      tx.announce({ type, subject, customerId, data: { mark } });
      tx.announce({ type, subject, customerId, internal: true, data: { mark: HOUSE_MARK } });
      tx.announce({
        type,
        subject: { type: 'Integration', id: house['Integration'] ?? '' },
        customerId: null,
        data: { mark: HOUSE_MARK },
      });
    }
    // Articles hang on no customer: of this one everybody may hear who follows articles.
    const article = { type: 'KnowledgeArticle', id: house['KnowledgeArticle'] ?? '' };
    tx.announce({ type: 'article.published', subject: article, customerId: null, data: {} });
  });
}

/** Everything announced has its position: the log shows it. */
export async function logIsInOrder(db: Database): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ waiting: string }>('select count(*) as waiting from event_inbox');
    if (row?.waiting === '0') return;
    await db.query('select pg_sleep(0.02)');
  }
}

async function newestEventOf(db: Database, customerId: string): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    'select id from event where customer_id = $1 order by position desc limit 1',
    [customerId],
  );
  return row?.id ?? '';
}

export function partnerOf(world: World): Outsider {
  const [own, , foreign] = world.owners;
  if (!own?.partnerId || !foreign) throw new Error('The world has two partners.');
  return outsider(world, 'PARTNER', { kind: 'PARTNER', partnerId: own.partnerId }, own, foreign);
}

/** Asks for the customer beside it, of the same partner. */
export function customerOf(world: World): Outsider {
  const [own, foreign] = world.owners;
  if (!own || !foreign) throw new Error('The partner has two customers.');
  return outsider(
    world,
    'CUSTOMER',
    { kind: 'CUSTOMER', customerId: own.ids['Customer'] ?? '' },
    own,
    foreign,
  );
}

function outsider(world: World, kind: Viewer['kind'], reach: Reach, own: Owner, foreign: Owner): Outsider {
  const isReached = (owner: Owner) =>
    reach.kind === 'PARTNER' ? owner.partnerId === reach.partnerId : owner === own;
  const foreignPartners = world.partners.filter(({ id }) => id !== own.partnerId);
  const hidden = Object.entries(houseSeeds).filter(([, seed]) => seed.hidden);
  return {
    viewer: { ...viewerWith(scopesForOutsiders), kind, name: kind, reach },
    own,
    foreign,
    traces: [
      HOUSE_MARK,
      ...hidden.flatMap(([type]) => bothForms(type, world.house[type] ?? '')),
      ...foreignPartners.flatMap(({ mark, id }) => [mark, ...bothForms('Partner', id)]),
      ...world.owners
        .filter((owner) => !isReached(owner))
        .flatMap(({ mark, amount, ids }) => [
          mark,
          amount,
          ...Object.entries(ids).flatMap(([type, id]) => bothForms(type, id)),
        ]),
    ],
  };
}

function bothForms(type: string, id: string): string[] {
  return [id, encodeId(type, id)];
}

export function viewerWith(granted: Iterable<string>): Viewer {
  return {
    kind: 'SERVICE',
    keyId: null,
    name: 'matrix',
    scopes: new Set(granted),
    reach: { kind: 'ALL' },
    agentId: null,
    expiresAt: null,
  };
}

export const everyScope: readonly string[] = Object.keys(scopes);
export const outsiderScopes: readonly string[] = [...scopesForOutsiders];

/** Something to ask for, and its twin that never existed: the two must be answered alike. */
export interface Probe {
  readonly foreign: string;
  readonly unknown: string;
}

export function idProbes({ foreign }: Outsider, { house, partners }: World): Probe[] {
  const [, second] = partners;
  const records = { ...foreign.ids, Partner: second?.id ?? '' };
  const hidden = Object.entries(houseSeeds).flatMap(([type, seed]) =>
    seed.hidden ? [[type, house[type] ?? ''] as const] : [],
  );
  return [...Object.entries(records), ...hidden].map(([type, id]) => ({
    foreign: encodeId(type, id),
    unknown: encodeId(type, newId()),
  }));
}

export function textProbes({ foreign: { mark, ids } }: Outsider): Probe[] {
  const texts = [
    mark,
    `${mark} GmbH`,
    `K-${mark}`,
    `DE${mark}`,
    `${mark}@example.com`,
    ...['AN', 'AB', 'RE', 'GS', 'SR', 'CO', 'SU', 'SM'].map((letters) => `${letters}-${mark}`),
    ...Object.keys(ids).map((type) => `${mark}-${type}`),
  ];
  return texts.map((text) => ({ foreign: text, unknown: text.replace(mark, mark.replace('cust', 'none')) }));
}
