import type { Database } from '../../../src/shared/database.ts';
import { insert } from './insert.ts';
import { Call, IngressMessage } from './seeds-calls.ts';
import { knowledgeSeeds } from './seeds-knowledge.ts';
import { searchHouseSeeds } from './seeds-search.ts';
import { ticketHouseSeeds, ticketOwnerSeeds } from './seeds-tickets.ts';

/** The key that has recorded the contact history: outsiders change only what their own key has. */
export const RECORDER = '019ab000-0000-7000-8000-000000000001';

/** A customer with everything that hangs on it. Every text of it carries the mark, every amount the amount. */
export interface Owner {
  /** A word that occurs nowhere else. */
  readonly mark: string;
  /** A number that occurs nowhere else. */
  readonly amount: string;
  readonly partnerId: string | null;
  /** Raw uuids by type name; seeds stand in the order in which they need each other. */
  readonly ids: Record<string, string>;
}

/** What the customers share; raw uuids by type name. */
export type House = Record<string, string>;

export const HOUSE_MARK = 'zqhouse';

type AddToOwner = (db: Database, owner: Owner, house: House) => Promise<string>;
type AddToHouse = (db: Database, house: House) => Promise<string>;

/** Types whose records hang on a customer. A new type with a global id is one entry here or in the next. */
export const ownerSeeds: Readonly<Record<string, AddToOwner>> = {
  Customer: (db, { mark, partnerId }, house) =>
    insert(db, 'customer', {
      name: `${mark} GmbH`,
      customer_number: `K-${mark}`,
      vat_id: `DE${mark}`,
      addresses: JSON.stringify([{ kind: 'OFFICE', street: `${mark}-Straße 1`, city: mark, country: 'DE' }]),
      phones: JSON.stringify([{ kind: 'OFFICE', raw: `+49 ${mark}`, e164: null }]),
      emails: JSON.stringify([{ kind: 'OFFICE', address: `${mark}@example.com` }]),
      tags: [mark],
      partner_id: partnerId,
      key_account_manager_id: house['Agent'],
      key_account_team_id: house['Team'],
    }),
  Contact: (db, { mark, ids }) =>
    insert(db, 'contact', {
      customer_id: ids['Customer'],
      name: `Karl ${mark}`,
      role: mark,
      department: mark,
      emails: JSON.stringify([{ kind: 'OFFICE', address: `karl@${mark}.example.com` }]),
    }),
  Quote: (db, owner, house) => document(db, owner, house, 'QUOTE', 'SENT', 'AN'),
  Order: (db, owner, house) => document(db, owner, house, 'ORDER', 'OPEN', 'AB'),
  Invoice: (db, owner, house) => document(db, owner, house, 'INVOICE', 'ISSUED', 'RE'),
  Payment: (db, { mark, amount, ids }) =>
    insert(db, 'payment', {
      invoice_id: ids['Invoice'],
      external_id: mark,
      amount,
      reference: mark,
      method: mark,
    }),
  CreditNote: (db, owner, house) => document(db, owner, house, 'CREDIT_NOTE', 'ISSUED', 'GS'),
  Call,
  Interaction: async (db, { mark, ids }, house) => {
    const about = { customer_id: ids['Customer'], contact_id: ids['Contact'], document_id: ids['Invoice'] };
    // About the customer and yet the house's own: no outsider may see a trace of it.
    const noted = { ...about, kind: 'NOTE', subject: HOUSE_MARK, body: HOUSE_MARK, internal: true };
    await insert(db, 'interaction', noted);
    return insert(db, 'interaction', {
      ...about,
      agent_id: house['Agent'],
      kind: 'TASK',
      subject: mark,
      body: mark,
      due_at: '2026-12-01T09:00:00Z',
      attachments: JSON.stringify([{ fileName: `${mark}.pdf`, url: `https://example.com/${mark}.pdf` }]),
      recorded_by_key_id: RECORDER,
    });
  },
  ...ticketOwnerSeeds(HOUSE_MARK),
};

/** Types whose records are the house's own. */
export const houseSeeds: Readonly<Record<string, { readonly hidden: boolean; readonly add: AddToHouse }>> = {
  Agent: {
    hidden: false,
    add: (db) => insert(db, 'agent', { name: 'Anna Albers', email: 'anna@example.com' }),
  },
  Team: {
    hidden: false,
    add: async (db, house) => {
      const id = await insert(db, 'team', { name: 'Service' });
      await db.query('insert into team_member (team_id, agent_id) values ($1, $2)', [id, house['Agent']]);
      return id;
    },
  },
  Product: {
    hidden: false,
    add: (db) =>
      insert(db, 'product', { product_number: 'P-1', name: 'Lathe', unit_code: 'C62', currency: 'EUR' }),
  },
  Availability: {
    hidden: false,
    add: (db, house) =>
      insert(db, 'availability', { product_id: house['Product'], warehouse: 'Main', on_hand: 3 }),
  },
  ...ticketHouseSeeds(HOUSE_MARK),
  ...knowledgeSeeds(HOUSE_MARK),
  ...searchHouseSeeds(HOUSE_MARK),
  ApiKey: {
    hidden: true,
    add: (db) => insert(db, 'api_key', { name: HOUSE_MARK, prefix: HOUSE_MARK, scopes: ['customers:read'] }),
  },
  // Its name is part of external references, which outsiders see; nothing else of it is.
  Integration: {
    hidden: true,
    add: async (db) => {
      const id = await insert(db, 'integration', {
        name: 'erp',
        plugin: HOUSE_MARK,
        options: JSON.stringify({ url: `https://${HOUSE_MARK}.example.com` }),
        last_error: HOUSE_MARK,
        ingress: JSON.stringify({ urlSecret: HOUSE_MARK }),
      });
      await insert(db, 'integration_stream', {
        integration_id: id,
        name: HOUSE_MARK,
        record_kind: 'customer',
      });
      return id;
    },
  },
  SyncRun: {
    hidden: true,
    add: (db, house) =>
      insert(db, 'sync_run', {
        integration_id: house['Integration'],
        trigger: 'DEMAND',
        status: 'FAILED',
        started_at: '2026-11-22T09:30:00Z',
        finished_at: '2026-11-22T09:31:00Z',
        counts: JSON.stringify({
          [HOUSE_MARK]: { created: 1, updated: 0, unchanged: 0, deleted: 0, rejected: 1 },
        }),
        error: HOUSE_MARK,
      }),
  },
  IngressMessage: { hidden: true, add: IngressMessage },
  QuarantinedRecord: {
    hidden: true,
    add: (db, house) =>
      insert(db, 'quarantined_record', {
        integration_id: house['Integration'],
        external_id: HOUSE_MARK,
        stream: 'customers',
        raw: JSON.stringify({ name: HOUSE_MARK }),
        reason: HOUSE_MARK,
      }),
  },
};

const totalNames = [
  'lineNetAmount',
  'allowanceAmount',
  'chargeAmount',
  'taxExclusiveAmount',
  'taxAmount',
  'taxInclusiveAmount',
  'prepaidAmount',
  'roundingAmount',
  'payableAmount',
];

async function document(
  db: Database,
  { mark, amount, ids }: Owner,
  house: House,
  kind: string,
  status: string,
  letters: string,
): Promise<string> {
  const totals = JSON.stringify(Object.fromEntries(totalNames.map((name) => [name, amount])));
  const id = await insert(db, 'commercial_document', {
    customer_id: ids['Customer'],
    kind,
    status,
    number: `${letters}-${mark}`,
    currency: 'EUR',
    buyer_reference: mark,
    purchase_order_reference: mark,
    note: mark,
    payable_amount: amount,
    open_amount: amount,
    paid_amount: amount,
    allowance_charges: JSON.stringify([{ kind: 'ALLOWANCE', amount, reason: mark }]),
    tax_subtotals: JSON.stringify([
      { taxCategory: 'S', taxRate: '19', taxableAmount: amount, taxAmount: amount },
    ]),
    issues: JSON.stringify([
      { rule: 'BR-CO-10', message: mark, expected: amount, actual: amount, lineId: null },
    ]),
    computed_totals: totals,
    shown_totals: totals,
    due_date: '2026-01-01',
    reason: mark,
    payment_terms: mark,
  });
  await insert(db, 'document_line', {
    document_id: id,
    position: 1,
    line_id: '1',
    product_id: house['Product'],
    name: mark,
    description: mark,
    allowance_charges: JSON.stringify([{ kind: 'CHARGE', amount, reason: mark }]),
    ordered_quantity: 1,
    net_price: amount,
    net_amount: amount,
    computed_net_amount: amount,
    unit_code: 'C62',
  });
  const earlier = { ORDER: 'Quote', INVOICE: 'Order', CREDIT_NOTE: 'Invoice' }[kind];
  if (earlier) {
    await insert(db, 'document_link', {
      to_id: id,
      from_id: ids[earlier],
      from_external_id: `${mark}-${earlier}`,
      integration_id: house['Integration'],
      kind: { ORDER: 'ORDERED_BY', INVOICE: 'INVOICED_BY', CREDIT_NOTE: 'CORRECTED_BY' }[kind],
    });
  }
  return id;
}
