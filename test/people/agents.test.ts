import { authenticate } from '../../src/services/access/authenticate.ts';
import { listAgents, loadAgent } from '../../src/services/people/agents.ts';
import { createAgent, updateAgent } from '../../src/services/people/write-agent.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { createKey } from '../access/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem, eventsOf, within } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());
beforeEach(() =>
  db.query('delete from agent where id not in (select agent_id from api_key where agent_id is not null)'),
);

const add = async (input: Partial<Parameters<typeof createAgent>[1]> = {}) =>
  (await createAgent(asSystem(db), { name: 'Anna Albers', ...input })).id;
const change = (id: string, input: Omit<Parameters<typeof updateAgent>[1], 'id'>) =>
  updateAgent(asSystem(db), { id: encodeId('Agent', id), ...input });

describe('a new agent', () => {
  it('has e-mail address and extension in the form that is compared', async () => {
    const id = await add({ name: ' Anna   Albers ', email: ' Anna@Example.COM ', extension: '2 - 3' });
    expect(await loadAgent(asSystem(db), id)).toMatchObject({
      name: 'Anna Albers',
      email: 'anna@example.com',
      extension: '23',
      active: true,
      version: 1,
    });
  });

  it('is announced, with personal values left out', async () => {
    const id = await add({ email: 'anna@example.com' });
    expect(await eventsOf(db, id)).toEqual([
      { type: 'agent.created', data: { personal: ['name', 'email'] } },
    ]);
  });

  it.each([
    ['name', { name: ' ' }],
    ['email', { email: 'anna' }],
    ['extension', { extension: 'desk' }],
  ])('is refused with a bad %s', async (field, input) => {
    await expect(add(input)).rejects.toMatchObject({ code: 'INVALID', field: [field] });
  });

  it("is refused with another agent's e-mail address", async () => {
    await add({ email: 'anna@example.com' });
    await expect(add({ email: 'ANNA@example.com' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['email'],
    });
  });

  it("is refused with an active agent's extension", async () => {
    await add({ extension: '23' });
    await expect(add({ extension: '23' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['extension'],
    });
  });

  it('may have the extension of one who has left', async () => {
    await add({ extension: '23', active: false });
    expect(await loadAgent(asSystem(db), await add({ extension: '23' }))).toMatchObject({ extension: '23' });
  });

  it('is not created by a partner', () =>
    expect(
      createAgent(within(db, { kind: 'PARTNER', partnerId: newId() }), { name: 'Anna' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' }));
});

describe('changing an agent', () => {
  it('leaves what is omitted and clears what is null', async () => {
    const id = await add({ email: 'anna@example.com', extension: '23' });
    await change(id, { extension: null });
    expect(await loadAgent(asSystem(db), id)).toMatchObject({ email: 'anna@example.com', extension: null });
  });

  it('is announced with the names of what changed', async () => {
    const id = await add();
    await change(id, { active: false });
    expect((await eventsOf(db, id)).at(-1)).toEqual({
      type: 'agent.updated',
      data: { changed: ['active'], personal: [] },
    });
  });

  it('to what it is already changes nothing and announces nothing', async () => {
    const id = await add({ email: 'anna@example.com' });
    await change(id, { email: 'Anna@Example.com' });
    expect([(await loadAgent(asSystem(db), id))?.version, (await eventsOf(db, id)).length]).toEqual([1, 1]);
  });

  it('is refused when it has changed since', async () => {
    const id = await add();
    await change(id, { name: 'Anna Berg', expectedVersion: 1 });
    await expect(change(id, { name: 'Anna Carl', expectedVersion: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
      field: ['expectedVersion'],
    });
  });

  it('says when there is no such agent', () =>
    expect(change(newId(), { name: 'Nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND', field: ['id'] }));

  it('who comes back is refused while another has the extension', async () => {
    const left = await add({ extension: '23', active: false });
    await add({ extension: '23' });
    await expect(change(left, { active: true })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['extension'],
    });
  });

  it('who leaves ends what their keys may do, at once', async () => {
    const id = await add();
    const { key } = await createKey(db, { agentId: encodeId('Agent', id) });
    await authenticate(db, `Bearer ${key}`);
    await change(id, { active: false });
    await expect(authenticate(db, `Bearer ${key}`)).rejects.toThrow('no longer active');
  });
});

describe('the list of agents', () => {
  it('finds parts of the name in any case, with signs of patterns taken literally', async () => {
    await add({ name: 'Bernd 100% Brandt' });
    await add({ name: 'Carla Cramer' });
    const found = async (search: string) =>
      (await listAgents(asSystem(db), { filter: { search, active: true } })).nodes.map(({ name }) => name);
    expect([await found('0% bra'), await found('%')]).toEqual([['Bernd 100% Brandt'], ['Bernd 100% Brandt']]);
  });
});
