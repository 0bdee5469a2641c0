import { updateTeam } from '../../src/services/people/write-team.ts';
import { openTicket } from '../../src/services/tickets/open-ticket.ts';
import { updateTicketCategory, createTicketCategory } from '../../src/services/tickets/write-taxonomy.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { addAgent } from '../access/support.ts';
import { insert } from '../access/matrix/insert.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { addCustomer, eventsAbout, open, read } from './support.ts';

let db: TestDatabase;
let customer: string;
beforeAll(async () => {
  db = await testDatabase();
  customer = await addCustomer(db);
});
afterAll(() => db.drop());

const addTeam = async (name: string) => encodeId('Team', await insert(db, 'team', { name }));
const agent = async () => encodeId('Agent', await addAgent(db));

describe('a new ticket', () => {
  it.each([
    ['SERVICE_REQUEST', 'ServiceRequest'],
    ['COMPLAINT', 'Complaint'],
    ['SUGGESTION', 'Suggestion'],
  ] as const)('of type %s is a %s', async (type, typeName) => {
    expect(await read(db, await open(asSystem(db), customer, { type }))).toMatchObject({
      __typename: typeName,
      type,
      state: 'OPEN',
      priority: 'NORMAL',
      channel: 'OTHER',
      customerId: customer,
      solvedAt: null,
    });
  });

  it('has what it was opened with', async () => {
    const contactId = await insert(db, 'contact', { customer_id: customer, name: 'Karla Kern' });
    const productId = await insert(db, 'product', { product_number: 'P-1', name: 'Lathe', unit_code: 'C62' });
    const { id: categoryId } = await createTicketCategory(asSystem(db), { name: 'Machines' });
    const ticket = await open(asSystem(db), customer, {
      subject: '  It leaks  ',
      description: 'Oil below the spindle',
      contactId: encodeId('Contact', contactId),
      productId: encodeId('Product', productId),
      categoryId: encodeId('TicketCategory', categoryId),
      channel: 'PHONE',
      priority: 'URGENT',
      tags: ['oil', 'lathe', 'oil'],
    });
    expect(await read(db, ticket)).toMatchObject({
      subject: 'It leaks',
      description: 'Oil below the spindle',
      contactId,
      productId,
      categoryId,
      channel: 'PHONE',
      priority: 'URGENT',
      tags: ['lathe', 'oil'],
    });
  });

  it('is announced once', async () => {
    const ticket = await open(asSystem(db), customer, { assigneeId: await agent() });
    expect(await eventsAbout(db, ticket.id)).toEqual(['ticket.created']);
  });

  it('runs once however often it is repeated with the same Idempotency-Key', async () => {
    const context = () => ({ ...asSystem(db), idempotency: { key: 'open-1', bodyHash: 'a' } });
    const first = await open(context(), customer);
    expect(await open(context(), customer)).toEqual(first);
  });
});

describe('a ticket is refused', () => {
  it('for a customer that does not exist', async () => {
    await expect(open(asSystem(db), newId())).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['customerId'],
    });
  });

  it('without a subject', async () => {
    await expect(open(asSystem(db), customer, { subject: ' ' })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['subject'],
    });
  });

  it("with another customer's contact", async () => {
    const other = await insert(db, 'contact', { customer_id: await addCustomer(db), name: 'Olaf' });
    await expect(
      open(asSystem(db), customer, { contactId: encodeId('Contact', other) }),
    ).rejects.toMatchObject({ code: 'INVALID', field: ['contactId'] });
  });

  it('in a category that is no longer used', async () => {
    const { id } = await createTicketCategory(asSystem(db), { name: 'Typewriters' });
    const categoryId = encodeId('TicketCategory', id);
    await updateTicketCategory(asSystem(db), { id: categoryId, active: false });
    await expect(open(asSystem(db), customer, { categoryId })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      field: ['categoryId'],
    });
  });

  it('for a team that was dissolved', async () => {
    const teamId = await addTeam('Typing pool');
    await updateTeam(asSystem(db), { id: teamId, active: false });
    await expect(open(asSystem(db), customer, { teamId })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      field: ['teamId'],
    });
  });

  it('that is opened tomorrow: its times would be negative', async () => {
    const openedAt = new Date(Date.now() + 86_400_000);
    await expect(open(asSystem(db), customer, { openedAt })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['openedAt'],
    });
  });
});

describe('a customer who opens a ticket', () => {
  it('does so through the portal', async () => {
    const ticket = await open(asCustomer(db, customer), customer, { priority: 'HIGH' });
    expect(await read(db, ticket)).toMatchObject({ channel: 'PORTAL', priority: 'HIGH' });
  });

  it('does so for nobody else: there is no other customer', async () => {
    const other = await addCustomer(db);
    await expect(open(asCustomer(db, customer), other)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['customerId'],
    });
  });

  it.each([
    ['assigneeId', async () => ({ assigneeId: await agent() })],
    ['teamId', async () => ({ teamId: await addTeam('Sales') })],
    ['parentId', async () => ({ parentId: (await open(asSystem(db), customer)).globalId })],
    ['openedAt', async () => ({ openedAt: new Date('2020-01-01') })],
    ['tags', async () => ({ tags: ['vip'] })],
    ['callId', async () => ({ callId: encodeId('Call', newId()) })],
  ] as const)('does not decide %s', async (field, input) => {
    await expect(open(asCustomer(db, customer), customer, await input())).rejects.toMatchObject({
      code: 'FORBIDDEN',
      field: [field],
    });
  });

  it('names the own customer by its id in another system, too', async () => {
    const integration = await insert(db, 'integration', { name: 'erp' });
    await db.query(
      `insert into external_reference (integration_id, record_type, external_id, record_id, fetched_at)
       values ($1, 'Customer', 'C1', $2, now())`,
      [integration, customer],
    );
    const { id } = await openTicket(asCustomer(db, customer), {
      type: 'SUGGESTION',
      subject: 'A quieter lathe',
      customerReference: { integration: 'erp', externalId: 'C1' },
    });
    expect((await read(db, { id })).customerId).toBe(customer);
  });
});
