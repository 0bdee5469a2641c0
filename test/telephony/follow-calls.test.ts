import type { Feed, SubscribeOptions } from '../../src/events/feed.ts';
import type { LoggedEvent } from '../../src/events/log.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { type CallChangeFilter, followCalls } from '../../src/services/telephony/follow-calls.ts';
import type { Database } from '../../src/shared/database.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { insert } from '../access/matrix/insert.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';

let db: TestDatabase;
let agents: { rang: string; has: string; other: string };
let team: string;
let call: string;
beforeAll(async () => {
  db = await testDatabase();
  const agent = (name: string): Promise<string> => insert(db, 'agent', { name });
  agents = { rang: await agent('Ada'), has: await agent('Bob'), other: await agent('Cleo') };
  team = await insert(db, 'team', { name: 'Support' });
});
afterAll(() => db.drop());
beforeEach(async () => {
  call = await insert(db, 'call', {
    direction: 'INBOUND',
    status: 'IN_PROGRESS',
    integration_id: await insert(db, 'integration', { name: newId() }),
    agent_id: agents.has,
    team_id: team,
  });
  await insert(db, 'call_leg', { call_id: call, extension: '11', agent_id: agents.rang });
});

/** A process in which calls are followed, that counts its statements; the next of these fail while `isDown`. */
function watchedProcess() {
  const process = { statements: 0, isDown: false, follow };
  const counted: Database = {
    ...db,
    query: async (text, values) => {
      process.statements += 1;
      if (process.isDown) throw new Error('The database is down.');
      return db.query(text, values);
    },
  };
  let subscribed: SubscribeOptions[] = [];
  const feed = {
    subscribe: (options: SubscribeOptions) => {
      subscribed.push(options);
      return new Promise<never>(() => undefined);
    },
  } as unknown as Feed;
  const context: RequestContext = asSystem(counted);

  /** Follows with each filter, as somebody else each time; answers who of them want an event. */
  function follow(...filters: readonly CallChangeFilter[]): (event: LoggedEvent) => Promise<boolean[]> {
    subscribed = [];
    for (const filter of filters) void followCalls({ ...context, feed }, { filter });
    const all = subscribed;
    return (event) => Promise.all(all.map(async ({ isWanted }) => (await isWanted?.(event)) ?? true));
  }
  return process;
}

const somethingOf = (subjectId: string) => ({ id: newId(), subjectId, data: {} }) as LoggedEvent;
const of = (agent: string) => ({ agentId: encodeId('Agent', agent) });
const ofTeam = (id: string) => ({ teamId: encodeId('Team', id) });

describe('those who follow the calls of agents and teams', () => {
  it('are told of the calls that they have, that rang at them, or that came for them', async () => {
    const wants = watchedProcess().follow(
      of(agents.has),
      of(agents.rang),
      of(agents.other),
      ofTeam(team),
      ofTeam(newId()),
      { direction: 'INBOUND' },
      { direction: 'OUTBOUND' },
      { ...of(agents.has), ...ofTeam(team), direction: 'INBOUND' },
      { ...of(agents.other), ...ofTeam(team), direction: 'INBOUND' },
    );
    expect(await wants(somethingOf(call))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it('share one statement for each event, also with those who come to it later', async () => {
    const process = watchedProcess();
    const many = [
      ...Object.values(agents).map(of),
      ofTeam(team),
      ...Array.from({ length: 50 }, () => of(newId())),
    ];
    const [event, next] = [somethingOf(call), somethingOf(call)];
    await process.follow(...many)(event);
    await process.follow(...many)(event);
    expect(process.statements).toBe(1);
    await process.follow(...many)(next);
    expect(process.statements).toBe(2);
  });

  it('hear of it from the event on with which it comes to them', async () => {
    const wants = watchedProcess().follow(of(agents.other));
    expect(await wants(somethingOf(call))).toEqual([false]);
    await insert(db, 'call_leg', { call_id: call, extension: '13', agent_id: agents.other });
    expect(await wants(somethingOf(call))).toEqual([true]);
  });

  it('are told of it once the database answers again', async () => {
    const process = watchedProcess();
    const wants = process.follow(of(agents.has));
    const event = somethingOf(call);
    process.isDown = true;
    await expect(wants(event)).rejects.toThrow('The database is down.');
    process.isDown = false;
    expect(await wants(event)).toEqual([true]);
  });

  it('cost nothing while they ask for no agent, team or direction', async () => {
    const process = watchedProcess();
    expect(await process.follow({}, { callId: encodeId('Call', call) })(somethingOf(call))).toEqual([
      true,
      true,
    ]);
    expect(process.statements).toBe(0);
  });

  it('are not told of calls that are gone', async () =>
    expect(await watchedProcess().follow(of(agents.has))(somethingOf(newId()))).toEqual([false]));
});
