import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { retryAll } from '../../src/plugins/host/retry-quarantine.ts';
import { newId } from '../../src/shared/ids.ts';
import { actor, openTransaction } from '../events/support/writers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { customer, filePlugin, Installation } from './support.ts';
import { until } from '../support/until.ts';

let db: TestDatabase;
let installation: Installation;

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
});
afterAll(async () => {
  await installation.remove();
  await db.drop();
});

it('a row that a sync lets out of quarantine meanwhile is not written over what the sync delivered', async () => {
  const host = installation.host({ pluginNames: [await installation.plugin('file', filePlugin)] });
  const file = path.join(installation.folder, 'upstream.json');
  await writeFile(file, JSON.stringify({ customers: [{ upserts: [customer('1', { name: 'Newer' })] }] }));
  const { id } = await host.addIntegration(installation.context, {
    name: 'erp',
    plugin: 'file',
    options: { file },
    intervalSeconds: null,
  });
  expect(await host.sync(installation.context, { name: 'erp' })).toMatchObject({ status: 'SUCCEEDED' });
  await db.query(
    `insert into quarantined_record
       (id, integration_id, stream, external_id, raw, retryable, reason, attempts, first_seen_at, last_seen_at)
     values ($1, $2, 'customers', '1', $3, true, 'Once.', 1, now(), now())`,
    [newId(), id, { customerNumber: '1', name: 'Older' }],
  );

  // What the batch of a sync does that took over, as far as the retry meets it.
  const batch = await openTransaction(db);
  await batch.query('delete from quarantined_record');
  await batch.query('update integration_stream set cursor_at = now()');
  const retried = retryAll(db, actor, id);
  await until(async () => (await waitingForLocks()) > 0, {
    seconds: 80,
    what: 'the retry waits for the batch',
  });
  await batch.end('commit');

  expect(await retried).toMatchObject({ created: 0, updated: 0 });
  expect(await db.query('select name from customer')).toEqual([{ name: 'Newer' }]);
});

async function waitingForLocks(): Promise<number> {
  const rows = await db.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length;
}
