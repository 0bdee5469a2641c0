import { listMembersOf } from '../../src/services/people/agents.ts';
import { listTeamsOf, loadTeam } from '../../src/services/people/teams.ts';
import { createTeam, updateTeam } from '../../src/services/people/write-team.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { addAgent } from '../access/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem, eventsOf, within } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());
beforeEach(() => db.query('delete from team'));

const agentId = async (name?: string) => encodeId('Agent', await addAgent(db, name));
const add = async (input: Partial<Parameters<typeof createTeam>[1]> = {}) =>
  (await createTeam(asSystem(db), { name: 'Service', ...input })).id;
const change = (id: string, input: Omit<Parameters<typeof updateTeam>[1], 'id'>) =>
  updateTeam(asSystem(db), { id: encodeId('Team', id), ...input });
const membersOf = async (id: string) =>
  (await listMembersOf(asSystem(db), id, {})).nodes.map(({ name }) => name);

describe('a new team', () => {
  it('has its members, by name', async () => {
    const id = await add({
      memberIds: [await agentId('Carla'), await agentId('bernd'), await agentId('Anna')],
    });
    expect(await membersOf(id)).toEqual(['Anna', 'bernd', 'Carla']);
  });

  it('is refused with the name of another', async () => {
    await add();
    await expect(add()).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: ['name'] });
  });

  it("is refused with an active team's extension", async () => {
    await add({ extension: '20' });
    await expect(add({ name: 'Sales', extension: '20' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['extension'],
    });
  });

  it('is refused with a member that does not exist, and names which', async () => {
    const memberIds = [await agentId(), encodeId('Agent', newId())];
    await expect(add({ memberIds })).rejects.toMatchObject({ code: 'NOT_FOUND', field: ['memberIds', '1'] });
  });

  it('is not created by a customer', () =>
    expect(
      createTeam(within(db, { kind: 'CUSTOMER', customerId: newId() }), { name: 'Us' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' }));
});

describe('changing a team', () => {
  it('leaves its members when they are omitted', async () => {
    const id = await add({ memberIds: [await agentId('Anna')] });
    await change(id, { name: 'Helpdesk' });
    expect(await membersOf(id)).toEqual(['Anna']);
  });

  it('replaces its members, counts and announces that', async () => {
    const id = await add({ memberIds: [await agentId('Anna'), await agentId('Bernd')] });
    await change(id, { memberIds: [await agentId('Carla')] });
    expect([
      await membersOf(id),
      (await loadTeam(asSystem(db), id))?.version,
      (await eventsOf(db, id)).at(-1),
    ]).toEqual([['Carla'], 2, { type: 'team.updated', data: { changed: ['members'] } }]);
  });

  it('to the members it has changes nothing', async () => {
    const memberIds = [await agentId('Anna')];
    const id = await add({ memberIds });
    await change(id, { memberIds });
    expect((await loadTeam(asSystem(db), id))?.version).toBe(1);
  });

  it('is refused when it has changed since', async () => {
    const id = await add();
    await change(id, { email: 'service@example.com' });
    await expect(change(id, { email: null, expectedVersion: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('an agent in several teams', () => {
  it('lists them by name', async () => {
    const anna = await addAgent(db);
    for (const name of ['Service', 'Sales']) await add({ name, memberIds: [encodeId('Agent', anna)] });
    const teams = await listTeamsOf(asSystem(db), anna, {});
    expect([teams.nodes.map(({ name }) => name), await teams.countTotal()]).toEqual([
      ['Sales', 'Service'],
      2,
    ]);
  });
});
