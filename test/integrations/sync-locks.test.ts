import { once } from 'node:events';
import { lockClasses, SyncLocks } from '../../src/plugins/host/sync-locks.ts';
import { TcpProxy } from '../faults/support/tcp-proxy.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
let wire: TcpProxy;
let locks: SyncLocks;

beforeAll(async () => {
  db = await testDatabase();
  wire = await TcpProxy.to(db.url);
  locks = new SyncLocks(wire.through(db.url), lockClasses.sync);
});
afterAll(async () => {
  await locks.close();
  await wire.close();
  await db.drop();
});

it('who asks anew when the session is lost is not disturbed by one who asked before', async () => {
  const held = await locks.tryAcquire('another');
  wire.silence();
  const before = locks.tryAcquire('erp');
  const refusal = before.catch((error: unknown) => String(error));
  const lost = once(held!.signal, 'abort');
  wire.cut();
  await lost;
  // Before the refusal of the first one: that comes with the next turn.
  wire.mend();
  const anew = locks.tryAcquire('erp');
  expect(await refusal).toMatch(/Connection terminated/);
  expect(await anew).not.toBeNull();
  // Somebody has it: the session itself would be given its own lock twice.
  expect(await locks.tryAcquire('erp')).toBeNull();
});
