import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { connectDatabase } from '../../../src/app/database/connect.ts';
import { openEventCursor } from '../../../src/events/cursor.ts';
import { readEventCursor } from '../../../src/events/log.ts';
import type { Database } from '../../../src/shared/database.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { type Access, accessTo } from './api.ts';
import { OwnPostgres } from './own-postgres.ts';
import { Progress } from './progress.ts';
import { createLastCustomer, expectRowsAndLogAgree, expectSeenAsLogged, logAfter } from './reconcile.ts';
import { follow, type Seen } from './subscriber.ts';
import { Writers } from './writers.ts';

const LAST = 'the-last-one';

/** A server on a PostgreSQL of its own, with 16 writers and 3 subscribers that drop and resume. */
export class UnderLoad {
  readonly progress = new Progress();
  readonly #writers: Writers;
  readonly #following: Promise<Seen[][]>;

  private constructor(
    readonly postgres: OwnPostgres,
    readonly server: ServerProcess,
    readonly access: Access,
    readonly start: string,
  ) {
    this.#writers = new Writers(access, this.progress);
    this.#following = Promise.all(
      [1, 2, 3].map(() => follow(access, { after: start, last: LAST, restless: this.progress })),
    );
    this.#following.catch((error: Error) => this.progress.fail(error));
  }

  static async begin(folder: string): Promise<UnderLoad> {
    const dataDir = path.join(folder, 'kontor');
    await mkdir(dataDir);
    const postgres = await OwnPostgres.start(path.join(folder, 'database'));
    const server = await ServerProcess.create({ DATABASE_URL: postgres.url, KONTOR_DATA_DIR: dataDir });
    await server.start();
    const [access, start] = await on(postgres, async (db) => [
      await accessTo(server, db),
      await readEventCursor(db),
    ]);
    return new UnderLoad(postgres, server, access, start);
  }

  /** Ends the load, and holds what the writers were told, the tables, the log and the subscribers against each other. */
  async expectNothingLost(): Promise<{ events: number; unknown: number }> {
    const written = await this.#writers.stop();
    this.progress.end();
    await createLastCustomer(this.access, LAST);
    const seen = await this.#following;
    const first = openEventCursor(this.start).position;
    const log = await on(this.postgres, async (db) => {
      await expectRowsAndLogAgree(db, written);
      return logAfter(db, first);
    });
    for (const each of seen) expectSeenAsLogged(each, log, first);
    return { events: log.length, unknown: written.unknown.length };
  }

  /** Whether it says that it can serve. */
  async ready(): Promise<boolean> {
    return (await fetch(`${this.server.url}/readyz`)).ok;
  }

  async end(): Promise<void> {
    await this.server.kill('SIGKILL');
    await this.postgres.stop();
  }
}

async function on<Result>(postgres: OwnPostgres, work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = await connectDatabase(postgres.url, 2);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
