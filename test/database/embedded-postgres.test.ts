import { chownSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  canReadThisCheckout,
  type EmbeddedUser,
  isListening,
  isRoot,
  postmasterPid,
  query,
  removeFolder,
  startEmbeddedUser,
  temporaryFolder,
} from './embedded-user.ts';
import { until } from '../support/until.ts';

/** Known to the system (PostgreSQL looks its own account up), and not root or nobody. */
const ordinary = 1;

let folder: string;
let dataDir: string;
let users: EmbeddedUser[];

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  users = [];
});

afterEach(async () => {
  for (const { child, kill } of users)
    if (child.exitCode === null && child.signalCode === null) await kill('SIGKILL');
  removeFolder(folder, dataDir);
});

async function user(uid?: number): Promise<EmbeddedUser> {
  const started = await startEmbeddedUser(dataDir, uid);
  users.push(started);
  return started;
}

describe('a new cluster', () => {
  let own: string;
  let only: EmbeddedUser;
  let url: string;

  beforeAll(async () => {
    own = temporaryFolder();
    only = await startEmbeddedUser(own);
    url = only.url;
  });

  afterAll(async () => {
    await only.tell('stop');
    removeFolder(own, own);
  });

  it('gets a database named kontor in UTF-8 with durable writes', async () => {
    expect(await query(url, 'SELECT current_database(), getdatabaseencoding()')).toEqual(['kontor', 'UTF8']);
    expect(await query(url, 'SHOW fsync')).toEqual(['on']);
  });

  it('treats umlauts as letters when it folds and when it searches', async () => {
    await query(url, 'CREATE EXTENSION pg_trgm');
    expect(await query(url, "SELECT lower('MÜLLER'), similarity('Müller', 'müller')")).toEqual(['müller', 1]);
  });

  it('gets a password of its own that only its owner can read', async () => {
    const file = join(own, 'postgres-supervision', 'password');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new URL(url).password).toBe(readFileSync(file, 'utf8').trim());
  });

  it('lets nobody in without the password', async () => {
    const withoutPassword = new URL(url);
    withoutPassword.password = 'guessed';
    await expect(query(withoutPassword.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('listens on the loopback interface only', async () => {
    expect(await query(url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
  });
});

describe('an empty data dir', () => {
  it('becomes one cluster when two processes start at once', async () => {
    const [first, second] = await Promise.all([user(), user()]);
    expect(first.url).toBe(second.url);
    expect([first.adopted, second.adopted].toSorted()).toEqual([false, true]);
  });
});

describe('a data dir that was used before', () => {
  it('has its data and its port after a restart', async () => {
    const before = await user();
    await query(before.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await before.tell('stop');
    expect(await isListening(before.url)).toBe(false);

    const after = await user();
    expect(after.adopted).toBe(false);
    expect(after.url).toBe(before.url);
    expect(await query(after.url, 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('adopts the postmaster of a process that was killed with -9', async () => {
    const killed = await user();
    await query(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = postmasterPid(dataDir);
    await killed.kill('SIGKILL');

    const next = await user();
    expect(next.adopted).toBe(true);
    expect(postmasterPid(dataDir)).toBe(pid);
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('stops an adopted postmaster like its own', async () => {
    await (await user()).kill('SIGKILL');
    const next = await user();
    await next.tell('stop');
    expect(await isListening(next.url)).toBe(false);
  });

  it('starts when postmaster and process were both killed', async () => {
    const killed = await user();
    process.kill(killed.child.pid ?? 0, 'SIGSTOP');
    process.kill(postmasterPid(dataDir), 'SIGKILL');
    await killed.kill('SIGKILL');
    expect((await user()).adopted).toBe(false);
  });

  it('starts when the process id in postmaster.pid belongs to a stranger by now', async () => {
    await (await user()).tell('stop');
    const record = [
      process.pid,
      join(dataDir, 'postgres'),
      0,
      5432,
      '',
      '127.0.0.1',
      '0 0',
      'ready',
      '',
    ].join('\n');
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), record);
    expect((await user()).adopted).toBe(false);
  });

  it('sets a new password when the file with it is gone', async () => {
    const before = await user();
    await before.tell('stop');
    removeFolder(join(dataDir, 'postgres-supervision'), dataDir);
    const after = await user();
    expect(new URL(after.url).password).not.toBe(new URL(before.url).password);
  });

  it('does not take the postmaster of the data dir it was copied from', async () => {
    const original = await user();
    const copy = join(folder, 'copy');
    cpSync(dataDir, copy, { recursive: true, preserveTimestamps: true });
    const copied = await startEmbeddedUser(copy);
    users.push(copied);
    expect(copied.adopted).toBe(false);
    expect(copied.url).not.toBe(original.url);
    await copied.tell('stop');
  });
});

describe('two processes on one data dir', () => {
  it('share one postmaster', async () => {
    const first = await user();
    const second = await user();
    expect(second).toMatchObject({ url: first.url, adopted: true });
  });

  it('keep it when the one that started it stops', async () => {
    const first = await user();
    const second = await user();
    await first.tell('stop');
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([1]);
  });

  it('keep it when the one that adopted it stops', async () => {
    const first = await user();
    await (await user()).tell('stop');
    expect(await query(first.url, 'SELECT 1 AS one')).toEqual([1]);
  });

  it('have it stopped by the last', async () => {
    const first = await user();
    const second = await user();
    await first.tell('stop');
    await second.tell('stop');
    expect(await isListening(second.url)).toBe(false);
  });

  it('do not wait for one that was killed with -9', async () => {
    const first = await user();
    const second = await user();
    await first.kill('SIGKILL');
    await second.tell('stop');
    expect(await isListening(second.url)).toBe(false);
  });
});

describe('a process that ends without stopping', () => {
  it.each(['exit without stopping', 'throw'] as const)('takes PostgreSQL along: %s', async (command) => {
    const { url, tell } = await user();
    await tell(command);
    await until(async () => !(await isListening(url)), { what: 'PostgreSQL is gone' });
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('takes PostgreSQL along: %s', async (signal) => {
    const { url, kill, child } = await user();
    await kill(signal);
    expect(child.signalCode).toBe(signal);
    await until(async () => !(await isListening(url)), { what: 'PostgreSQL is gone' });
  });
});

describe('a postmaster that dies under its process', () => {
  it('is started again on the same port', async () => {
    const { url } = await user();
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = postmasterPid(dataDir);
    process.kill(pid, 'SIGKILL');
    await until(
      () =>
        query(url, 'SELECT answer FROM kept').then(
          ([answer]) => answer === 42 && postmasterPid(dataDir) !== pid,
          () => false,
        ),
      { what: 'PostgreSQL is back, with its data' },
    );
  });
});

(isRoot ? describe : describe.skip)('as root', () => {
  it('runs PostgreSQL as another account, below a folder which that account may not enter', async () => {
    await user();
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'postgres', 'postmaster.pid')).uid).not.toBe(0);
  });

  it('runs PostgreSQL as the owner of the data dir where that is an ordinary user', async () => {
    mkdirSync(dataDir);
    chownSync(dataDir, ordinary, ordinary);
    await user();
    expect(statSync(join(dataDir, 'postgres', 'postmaster.pid')).uid).toBe(ordinary);
    expect(statSync(join(dataDir, 'postgres-supervision', 'password')).uid).toBe(ordinary);
  });
});

// Running as an ordinary user, every test above is this test; root starts a child that is one.
(isRoot && canReadThisCheckout(ordinary) ? describe : describe.skip)('as an ordinary user', () => {
  it('runs PostgreSQL itself', async () => {
    chownSync(folder, ordinary, ordinary);
    const { url } = await user(ordinary);
    expect(statSync(join(dataDir, 'postgres', 'postmaster.pid')).uid).toBe(ordinary);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([1]);
  });
});
