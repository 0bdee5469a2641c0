import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEventCursor } from '../../src/events/cursor.ts';
import { readEventCursor } from '../../src/events/log.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';
import { type Access, accessTo } from './support/api.ts';
import { inLongForm } from './support/long-proofs.ts';
import { Progress } from './support/progress.ts';
import {
  createLastCustomer,
  expectRowsAndLogAgree,
  expectSeenAsLogged,
  idsOf,
  logAfter,
  readPages,
} from './support/reconcile.ts';
import { follow, type Seen } from './support/subscriber.ts';
import { Writers, type Written } from './support/writers.ts';

const LAST = 'the-last-one';
const KILLS = inLongForm(200, 20);

describe(`a server that is killed ${KILLS} times under 16 writers`, () => {
  let dataDir: string;
  let db: TestDatabase;
  let server: ServerProcess;
  let access: Access;
  let start: string;
  let written: Written;
  let seen: readonly Seen[][];

  beforeAll(
    async () => {
      dataDir = await mkdtemp(path.join(tmpdir(), 'kontor-killed-'));
      db = await testDatabase(4);
      server = await ServerProcess.create({
        DATABASE_URL: db.url,
        KONTOR_DATA_DIR: dataDir,
        LOG_LEVEL: 'info',
      });
      await server.start();
      access = await accessTo(server, db);
      start = await readEventCursor(db);
      const progress = new Progress();
      const following = Promise.all(
        [1, 2, 3].map(() => follow(access, { after: start, last: LAST, restless: progress })),
      );
      const writers = new Writers(access, progress);
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await progress.more(1 + Math.floor(Math.random() * 200));
        await server.kill('SIGKILL');
        await server.start();
        // Now and then also in order, as at an upgrade.
        if (kill % 10 !== 0) continue;
        await progress.more(100);
        await server.kill('SIGTERM');
        await server.start();
      }
      written = await writers.stop();
      progress.end();
      await createLastCustomer(access, LAST);
      seen = await following;
    },
    inLongForm(3_600_000, 300_000),
  );
  afterAll(async () => {
    await server.kill('SIGKILL');
    await db.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('loses nothing that it acknowledged, does nothing twice, and announces what it did', async () => {
    await expectRowsAndLogAgree(db, written);
  });

  it('shows every subscriber each position of the log once, in order, however often it dropped and resumed', async () => {
    const first = openEventCursor(start).position;
    const log = await logAfter(db, first);
    for (const each of seen) expectSeenAsLogged(each, log, first);
  });

  it('shows the same sequence again from the start, by subscription and in pages', async () => {
    const again = await follow(access, { after: start, last: LAST });
    expect(seen.map(idsOf)).toEqual(seen.map(() => idsOf(again)));
    expect(await readPages(access, start)).toEqual(idsOf(again));
    console.log(
      `${KILLS} kills: ${again.length} events, ${written.created.length} customers acknowledged, ` +
        `${written.unknown.length} answers lost`,
    );
  });
});
