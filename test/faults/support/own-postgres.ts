import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/app/database/embedded-postgres.ts';
import { postmasterPid } from '../../database/embedded-user.ts';

/** A PostgreSQL that belongs to one test, which may do to it what it likes. */
export class OwnPostgres {
  readonly #dataDir: string;
  readonly #uses: EmbeddedPostgres[];

  private constructor(dataDir: string, use: EmbeddedPostgres) {
    this.#dataDir = dataDir;
    this.#uses = [use];
  }

  static async start(dataDir: string): Promise<OwnPostgres> {
    return new OwnPostgres(dataDir, await startEmbeddedPostgres({ dataDir }));
  }

  get url(): string {
    return this.#uses[0]?.url ?? '';
  }

  /** As when the kernel runs out of memory; it is started again by what supervises it. */
  kill(): void {
    process.kill(postmasterPid(this.#dataDir), 'SIGKILL');
  }

  /** As at an upgrade of PostgreSQL: what is under way is rolled back. */
  async restart(): Promise<void> {
    const client = await this.connect();
    const gone = new Promise<void>((resolve) => void client.once('end', resolve));
    process.kill(postmasterPid(this.#dataDir), 'SIGINT');
    await gone;
    this.#uses.push(await startEmbeddedPostgres({ dataDir: this.#dataDir }));
  }

  /** A session beside those of Kontor. Its end is nobody's failure: tests end it from outside. */
  async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'test' });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async stop(): Promise<void> {
    for (const use of this.#uses.splice(0)) await use.stop();
  }
}
