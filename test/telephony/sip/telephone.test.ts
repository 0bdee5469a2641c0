import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { TableWatch } from '../../support/table-watch.ts';
import { asSystem } from '../../support/viewers.ts';
import { insertAgents } from '../agents.ts';
import { addTelephony, callOf, type CallSummary, SECRET } from '../support.ts';
import { hasTelephones, IMPATIENT, OWN, startPbx } from './pbx.ts';
import { Phone } from './phone.ts';
import { toneFile } from './tone.ts';

const CALLER = '493012345678';
const OTHER_CALLER = '498922334455';
const BOB = '22';

/** What jest waits before it gives a test up. Says nothing about how long anything may take. */
const PATIENCE = 120_000;

// Skipped visibly where the packages are not.
const withTelephones = hasTelephones ? describe : describe.skip;
const reason = hasTelephones ? '' : ' (`npm run test:sip` installs the telephones)';

withTelephones(`a real telephone call${reason}`, () => {
  let kontor: TestServer;
  let watch: TableWatch;
  let folder: string;
  const running: { stop(): Promise<void> }[] = [];
  let caller: Phone;
  let otherCaller: Phone;
  let bob: Phone;

  beforeAll(async () => {
    kontor = await startTestServer();
    watch = await TableWatch.start(kontor.db, ['call', 'call_leg']);
    await insertAgents(kontor.db);
    await addTelephony(kontor.host, asSystem(kontor.db));
    folder = await mkdtemp(path.join(tmpdir(), 'kontor-sip-'));
    await writeFile(path.join(folder, 'tone.wav'), toneFile(10));
    const pbx = await startPbx(folder, `${kontor.url}/ingress/pbx/${SECRET}`);
    running.push(pbx);
    const phone = async (name: string, ...numbers: string[]) => {
      const started = await Phone.start({ folder, name, numbers, pbx: pbx.port });
      running.push(started);
      return started;
    };
    caller = await phone('caller', CALLER);
    otherCaller = await phone('other-caller', OTHER_CALLER);
    bob = await phone('bob', BOB, IMPATIENT);
  }, PATIENCE);

  afterAll(async () => {
    for (const each of running.toReversed()) await each.stop();
    await watch.stop();
    await kontor.stop();
    await rm(folder, { recursive: true });
  });

  /** The call in Kontor, as soon as it has this status. */
  async function inKontor(id: string, status: string): Promise<CallSummary> {
    let call: CallSummary | undefined;
    await watch.until(async () => {
      call = await callOf(kontor.db, id);
      return call?.status === status;
    });
    if (!call) throw new Error('There is no such call.');
    return call;
  }

  it(
    'rings, is answered and is hung up by the caller',
    async () => {
      caller.dial(`${OWN}${BOB}`);
      const id = await bob.notices('CALL_INCOMING');
      expect(await inKontor(id, 'RINGING')).toMatchObject({
        direction: 'INBOUND',
        remote_e164: `+${CALLER}`,
        to_e164: `+${OWN}${BOB}`,
        agents: ['Bob'],
        agent: null,
        answered_at: null,
      });
      bob.accept();
      await caller.notices('CALL_ESTABLISHED');
      expect(await inKontor(id, 'IN_PROGRESS')).toMatchObject({ agent: 'Bob', ended_at: null });
      await hangUp(caller, bob);
      expect(await inKontor(id, 'COMPLETED')).toMatchObject({ cause: 'NORMAL_CLEARING', agent: 'Bob' });
    },
    PATIENCE,
  );

  it(
    'is hung up by the one who was called',
    async () => {
      const id = await talk(caller, bob, `${OWN}${BOB}`);
      await hangUp(bob, caller);
      expect(await inKontor(id, 'COMPLETED')).toMatchObject({
        direction: 'INBOUND',
        cause: 'NORMAL_CLEARING',
        remote_e164: `+${CALLER}`,
      });
    },
    PATIENCE,
  );

  it(
    'goes out from a line of ours',
    async () => {
      const id = await talk(bob, caller, CALLER);
      expect(await inKontor(id, 'IN_PROGRESS')).toMatchObject({ agent: 'Bob' });
      await hangUp(bob, caller);
      expect(await inKontor(id, 'COMPLETED')).toMatchObject({
        direction: 'OUTBOUND',
        cause: 'NORMAL_CLEARING',
        remote_e164: `+${CALLER}`,
      });
    },
    PATIENCE,
  );

  it(
    'finds the line busy while somebody else is talking to it',
    async () => {
      const first = await talk(caller, bob, `${OWN}${BOB}`);
      otherCaller.dial(`${OWN}${BOB}`);
      const second = await otherCaller.notices('CALL_CLOSED');
      expect(await inKontor(second, 'BUSY')).toMatchObject({
        cause: 'BUSY',
        remote_e164: `+${OTHER_CALLER}`,
        agent: null,
        talking_seconds: null,
      });
      expect(await inKontor(first, 'IN_PROGRESS')).toMatchObject({ agent: 'Bob' });
      await hangUp(caller, bob);
      await inKontor(first, 'COMPLETED');
    },
    PATIENCE,
  );

  it(
    'is canceled when the caller hangs up while it rings',
    async () => {
      caller.dial(`${OWN}${BOB}`);
      const id = await bob.notices('CALL_INCOMING');
      await inKontor(id, 'RINGING');
      await hangUp(caller, bob);
      expect(await inKontor(id, 'CANCELED')).toMatchObject({
        cause: 'CANCEL',
        agent: null,
        talking_seconds: null,
      });
    },
    PATIENCE,
  );

  it(
    'is missed when nobody answers for as long as it rings',
    async () => {
      caller.dial(`${OWN}${IMPATIENT}`);
      const id = await bob.notices('CALL_INCOMING');
      await caller.notices('CALL_CLOSED');
      expect(await inKontor(id, 'NO_ANSWER')).toMatchObject({
        cause: 'NO_ANSWER',
        agents: ['Ada'],
        agent: null,
        talking_seconds: null,
      });
    },
    PATIENCE,
  );

  it(
    'to a line that nobody has never rings',
    async () => {
      caller.dial(`${OWN}99`);
      const id = await caller.notices('CALL_CLOSED');
      expect(await inKontor(id, 'FAILED')).toMatchObject({ cause: 'NOT_FOUND', agent: null });
    },
    PATIENCE,
  );

  it(
    'takes the seconds that it took',
    async () => {
      const dialled = Date.now();
      caller.dial(`${OWN}${BOB}`);
      const id = await bob.notices('CALL_INCOMING');
      await inKontor(id, 'RINGING');
      const rang = Date.now();
      bob.accept();
      await caller.notices('CALL_ESTABLISHED');
      await inKontor(id, 'IN_PROGRESS');
      const talked = Date.now();
      await caller.isHeard();
      const done = Date.now();
      await hangUp(caller, bob);
      const { started_at, answered_at, ended_at, ...call } = await inKontor(id, 'COMPLETED');
      const [started, answered, ended] = [started_at, answered_at, ended_at].map((at) =>
        Date.parse(String(at)),
      );
      // Each of these instants lies between two of the phones, however slow the machine is.
      const instants = [dialled, started, rang, answered, talked, done, ended, Date.now()];
      expect(instants).toEqual(instants.toSorted((a, b) => Number(a) - Number(b)));
      expect(call).toMatchObject({
        waiting_seconds: Math.round((Number(answered) - Number(started)) / 1000),
        talking_seconds: Math.round((Number(ended) - Number(answered)) / 1000),
      });
    },
    PATIENCE,
  );

  /** Calls and is answered; the call's id, once Kontor knows that they talk. */
  async function talk(from: Phone, to: Phone, number: string): Promise<string> {
    from.dial(number);
    const id = await to.notices('CALL_INCOMING');
    to.accept();
    await from.notices('CALL_ESTABLISHED');
    await inKontor(id, 'IN_PROGRESS');
    return id;
  }

  async function hangUp(who: Phone, other: Phone): Promise<void> {
    who.hangUp();
    await Promise.all([who.notices('CALL_CLOSED'), other.notices('CALL_CLOSED')]);
  }
});
