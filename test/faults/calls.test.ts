import { setTimeout as delay } from 'node:timers/promises';
import { Installation } from '../integrations/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';
import { TableWatch } from '../support/table-watch.ts';
import { insertAgents } from '../telephony/agents.ts';
import { pluginProcesses, signalPlugin } from '../telephony/plugin-processes.ts';
import { addTelephony, inbound, postJson } from '../telephony/support.ts';
import { inLongForm } from './support/long-proofs.ts';

const EVENTS = inLongForm(20_000, 2_000);
const PER_SECOND = 100;
/** Calls that go on at the same time: half a second lies between the events of one. */
const AT_ONCE = 50;

const steps = ['newCall', 'answer', 'hangup'] as const;
const announcedBy = { newCall: 'call.ringing', answer: 'call.answered', hangup: 'call.ended' } as const;

interface Sent {
  readonly callId: string;
  readonly from: string;
  readonly event: (typeof steps)[number];
  /** Was told 200, at once or when it asked again. */
  acknowledged: boolean;
}

describe(`${EVENTS} events of a telephone system, ${PER_SECOND} a second, with plugin and server killed in between`, () => {
  let db: TestDatabase;
  let installation: Installation;
  let server: ServerProcess;
  let watch: TableWatch;
  let sent: readonly Sent[];
  let announced: ReadonlyMap<string, readonly string[]>;

  beforeAll(
    async () => {
      db = await testDatabase();
      await insertAgents(db);
      installation = await Installation.create(db);
      const integrationId = await addTelephony(installation.host(), installation.context);
      watch = await TableWatch.start(db, ['ingress_message', 'event_inbox']);
      server = await ServerProcess.create({
        DATABASE_URL: db.url,
        KONTOR_DATA_DIR: installation.folder,
        KONTOR_SECRET_KEY: installation.secretKey.toString('hex'),
      });
      await server.start();
      const faults = strikeAgainAndAgain(server, integrationId);
      sent = await sendAll(server);
      await faults.stop();
      const none = async (rows: string) =>
        (await db.query<{ n: number }>(`select count(*)::int as n from ${rows}`))[0]?.n === 0;
      await watch.until(() => none(`ingress_message where status = 'PENDING'`));
      await watch.until(() => none('event_inbox'));
      announced = await announcedOfCalls(db);
    },
    inLongForm(900_000, 180_000),
  );
  afterAll(async () => {
    await watch.stop();
    await server.kill('SIGKILL');
    await installation.remove();
    await db.drop();
  });

  it('lose none that was acknowledged: each is in its call', () => {
    const lost = sent.filter(
      ({ callId, event, acknowledged }) =>
        acknowledged && !announced.get(callId)?.includes(announcedBy[event]),
    );
    expect(lost).toEqual([]);
    const unacknowledged = sent.filter(({ acknowledged }) => !acknowledged).length;
    console.log(`${sent.length} events sent, ${unacknowledged} never acknowledged, ${announced.size} calls.`);
  });

  it('are told of once, however often they were sent', () => {
    const doubled = [...announced].filter(([, types]) => new Set(types).size < types.length);
    expect(doubled).toEqual([]);
  });

  it('make one call of each, in the state that its last event says', async () => {
    const calls = await db.query<{ external_call_id: string; status: string; n: number }>(
      `select external_call_id, min(status) as status, count(*)::int as n from call group by 1`,
    );
    expect(calls.filter(({ n }) => n > 1)).toEqual([]);
    const ended = new Set(
      sent.filter((each) => each.acknowledged && each.event === 'hangup').map(({ callId }) => callId),
    );
    const open = calls.filter(
      ({ external_call_id, status }) => ended.has(external_call_id) && status !== 'COMPLETED',
    );
    // A hangup is all that is known of a call whose other events nobody acknowledged.
    expect(
      open.filter(({ external_call_id }) => announced.get(external_call_id)?.includes('call.answered')),
    ).toEqual([]);
    const set = await db.query(`select count(*)::int as n from ingress_message where status <> 'HANDLED'`);
    expect(set).toEqual([{ n: 0 }]);
  });
});

/**
 * At the rate of a telephone system, which does not wait for answers. Of every second call it sends an event again
 * until it is acknowledged, as good adapters do; of the others it sends each once.
 */
async function sendAll(server: ServerProcess): Promise<Sent[]> {
  const sent: Sent[] = [];
  const calls = Math.ceil(EVENTS / steps.length);
  const ofCall = new Map<string, Promise<void>>();
  const begin = performance.now();
  for (let first = 0; first < calls; first += AT_ONCE) {
    for (const event of steps) {
      for (let call = first; call < Math.min(first + AT_ONCE, calls); call += 1) {
        const due = begin + (sent.length * 1000) / PER_SECOND - performance.now();
        if (due > 0) await delay(due);
        const from = `4930${1_000_000 + call}`;
        const each: Sent = { callId: `call ${call}`, from, event, acknowledged: false };
        sent.push(each);
        // A telephone system tells of a call in order.
        const before = ofCall.get(each.callId) ?? Promise.resolve();
        ofCall.set(
          each.callId,
          before.then(() => send(server, each, call % 2 === 0)),
        );
      }
    }
  }
  await Promise.all(ofCall.values());
  return sent;
}

async function send(server: ServerProcess, each: Sent, again: boolean): Promise<void> {
  do {
    each.acknowledged = await isTaken(server.url, each);
    if (each.acknowledged || !again) return;
    await server.up;
  } while (!each.acknowledged);
}

async function isTaken(url: string, { event, callId, from }: Sent): Promise<boolean> {
  try {
    const cause: Record<string, string> = event === 'hangup' ? { cause: 'normalClearing' } : {};
    const response = await postJson(url, { event, ...inbound(callId), from, user: 'Ada', ...cause });
    await response.arrayBuffer();
    return response.status === 200;
  } catch (error) {
    // undici: refused, or ended before the answer. (By name: jest has a TypeError of its own.)
    if ((error as Error).name === 'TypeError') return false;
    throw error;
  }
}

/** The plugin every second, and the server every fifth: this is what the time between the events is for. */
function strikeAgainAndAgain(server: ServerProcess, integrationId: string): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const strikes = (async () => {
    for (let second = 1; !stopping.signal.aborted; second += 1) {
      await delay(1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (second % 5 === 0) {
        await server.kill('SIGKILL');
        await server.start();
      } else if ((await pluginProcesses(integrationId)).length > 0) {
        await signalPlugin(integrationId, 'SIGKILL');
      }
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await strikes;
    },
  };
}

/** The types of what was announced, by call, in order. */
async function announcedOfCalls(db: TestDatabase): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.query<{ call: string; types: string[] }>(
    `select c.external_call_id as call, array_agg(e.type order by e.position) as types
       from event e join call c on c.id = e.subject_id
      where e.type in ('call.ringing', 'call.answered', 'call.ended') group by 1`,
  );
  return new Map(rows.map(({ call, types }) => [call, types]));
}
