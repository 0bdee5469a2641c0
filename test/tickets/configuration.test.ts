import { TicketState } from '../../src/entities/tickets/enums.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import {
  listTicketCategories,
  listTicketStatuses,
  nextStatusesOf,
  pathOf,
} from '../../src/services/tickets/taxonomies.ts';
import { listTickets } from '../../src/services/tickets/tickets.ts';
import { createTicketStatus, updateTicketStatus } from '../../src/services/tickets/write-status.ts';
import { createTicketCategory, updateTicketCategory } from '../../src/services/tickets/write-taxonomy.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { addCustomer, eventsAbout, open, read, statusOf } from './support.ts';

let db: TestDatabase;
let customer: string;
beforeEach(async () => {
  db = await testDatabase();
  customer = await addCustomer(db);
});
afterEach(() => db.drop());

const statuses = async () =>
  (await listTicketStatuses(asSystem(db))).map(({ name, isDefault, active }) =>
    [name, isDefault ? 'default' : '', active ? '' : 'unused'].filter(Boolean).join(' '),
  );
const addStatus = async (input: Partial<Parameters<typeof createTicketStatus>[1]> = {}) =>
  (await createTicketStatus(asSystem(db), { name: 'Waits for parts', state: 'ON_HOLD', ...input })).id;
const globalId = (id: string) => encodeId('TicketStatus', id);

describe('the statuses', () => {
  it('are at first one for each canonical state', async () => {
    const all = await listTicketStatuses(asSystem(db));
    expect(all.map(({ state }) => state)).toEqual(Object.values(TicketState));
    expect(all.every(({ isDefault, active }) => isDefault && active)).toBe(true);
  });

  it('can be more than one for a state, and a ticket moves between them', async () => {
    const id = await addStatus({ state: 'OPEN', name: 'At the customer', position: 2 });
    const ticket = await open(asSystem(db), customer);
    const next = await nextStatusesOf(asSystem(db), await read(db, ticket));
    expect(next.map(({ name }) => name)).toContain('At the customer');
    await changeTicketStatus(asSystem(db), { id: ticket.globalId, statusId: globalId(id) });
    expect(await read(db, ticket)).toMatchObject({ statusId: id, state: 'OPEN' });
  });

  it('have one default each, which passes on', async () => {
    const id = await addStatus({ state: 'OPEN', name: 'New' });
    await updateTicketStatus(asSystem(db), { id: globalId(id), isDefault: true });
    expect(await statuses()).toEqual(expect.arrayContaining(['New default', 'Open']));
    expect((await read(db, await open(asSystem(db), customer))).statusId).toBe(id);
    expect(await eventsAbout(db, id)).toEqual(['ticket_status.created', 'ticket_status.updated']);
  });

  it('are no longer offered once out of use', async () => {
    const id = await addStatus();
    await updateTicketStatus(asSystem(db), { id: globalId(id), active: false });
    const ticket = await open(asSystem(db), customer);
    const next = await nextStatusesOf(asSystem(db), await read(db, ticket));
    expect(next.map(({ name }) => name)).not.toContain('Waits for parts');
    await expect(
      changeTicketStatus(asSystem(db), { id: ticket.globalId, statusId: globalId(id) }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED', field: ['statusId'] });
  });

  it.each([
    ['isDefault', { isDefault: false }],
    ['active', { active: false }],
  ] as const)('do not lose a default by %s', async (field, input) => {
    const id = await statusOf(db, 'OPEN');
    await expect(updateTicketStatus(asSystem(db), { id, ...input })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      field: [field],
    });
  });

  it('have names of their own', async () => {
    await expect(addStatus({ name: 'open' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['name'],
    });
  });

  it('are configured by our own people only', async () => {
    const input = { name: 'Mine', state: 'OPEN' } as const;
    await expect(createTicketStatus(asCustomer(db, customer), input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('the categories', () => {
  const add = async (name: string, parentId?: string) =>
    encodeId('TicketCategory', (await createTicketCategory(asSystem(db), { name, parentId })).id);

  it('are a tree: a ticket is found in whatever stands above', async () => {
    const machines = await add('Machines');
    const lathes = await add('Lathes', machines);
    const ticket = await open(asSystem(db), customer, { categoryId: lathes });
    await open(asSystem(db), customer, { categoryId: await add('Invoices') });
    const { nodes } = await listTickets(asSystem(db), { filter: { categoryId: machines } });
    expect(nodes.map(({ id }) => id)).toEqual([ticket.id]);
  });

  it('move with what stands below them', async () => {
    const [machines, lathes, old] = [await add('Machines'), await add('Lathes'), await add('Old')];
    await updateTicketCategory(asSystem(db), { id: lathes, parentId: machines });
    await updateTicketCategory(asSystem(db), { id: machines, parentId: old });
    const entry = (await listTicketCategories(asSystem(db))).find(({ name }) => name === 'Lathes');
    const path = entry ? await pathOf(asSystem(db), entry) : [];
    expect(path.map(({ name }) => name)).toEqual(['Old', 'Machines', 'Lathes']);
  });

  it('may have the same name below different parents only', async () => {
    const machines = await add('Machines');
    await add('Machines', machines);
    await expect(add('machines')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  });
});
