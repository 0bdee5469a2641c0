import { type AddressInfo, createServer } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OperatorError } from '../../src/app/operator-error.ts';
import { operatorFault } from '../../src/cli/operator-fault.ts';
import { emptyTestDatabase } from '../support/database.ts';
import { kontorCommand } from '../support/kontor-command.ts';

const installation = {
  databaseUrl: 'postgresql://someone:hunter2@db.example:6543/crm?sslpassword=hunter3',
  dataDir: '/var/lib/kontor',
  host: '0.0.0.0',
  port: 4300,
};

function fault(code: string, more: object = {}): Error {
  return Object.assign(new Error('as Node or PostgreSQL says it'), { code, ...more });
}

describe('a fault that the operator can put right', () => {
  it.each<[unknown, string]>([
    [
      fault('ECONNREFUSED'),
      'The database at db.example:6543 does not answer (ECONNREFUSED): is DATABASE_URL right?',
    ],
    [
      new Error('Connection terminated unexpectedly'),
      'The database at db.example:6543 does not answer (Connection terminated unexpectedly): is DATABASE_URL right?',
    ],
    [
      fault('ENOTFOUND'),
      'The database at db.example:6543 is not found (ENOTFOUND): is the host name in DATABASE_URL right?',
    ],
    [
      fault('28P01'),
      'The database at db.example:6543 does not let user "someone" in (28P01): are user and password in DATABASE_URL right?',
    ],
    [
      fault('3D000'),
      'The database at db.example:6543 has no database "crm" (3D000): create it, or correct DATABASE_URL.',
    ],
    [fault('EADDRINUSE', { syscall: 'listen' }), 'Port 4300 is in use: set PORT to another one.'],
    [
      fault('EACCES', { syscall: 'listen' }),
      'Port 4300 may not be used by this account: set PORT to one above 1023.',
    ],
    [
      fault('EACCES', { syscall: 'open', path: '/var/lib/kontor/secret.key' }),
      '/var/lib/kontor/secret.key cannot be read or written (EACCES): give this account the right, or set KONTOR_DATA_DIR to a folder of its own.',
    ],
    [new OperatorError('the key file is not readable'), 'the key file is not readable'],
  ])('is told in a sentence', (error, sentence) => {
    expect(operatorFault(error, installation)).toBe(sentence);
  });

  it.each(['ECONNREFUSED', '28P01', '28000', '3D000', '42501', '53300', '57P03', 'ENOTFOUND'])(
    'never shows a password: %s',
    (code) => {
      expect(operatorFault(fault(code), installation)).not.toMatch(/hunter/);
    },
  );
});

describe('a fault of ours', () => {
  it.each([
    ['a mistake in the code', new TypeError('x is not a function')],
    ['a table that is not there', fault('42P01')],
    ['a missing file in the data directory', fault('ENOENT', { path: '/var/lib/kontor/x' })],
    ['no error at all', null],
  ])('is left to its stack: %s', (_, error) => {
    expect(operatorFault(error, installation)).toBeNull();
  });
});

describe('kontor, started on what does not work', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kontor-fault-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('says that the database does not answer', async () => {
    const outcome = await kontorCommand(['migrate'], {
      DATABASE_URL: 'postgres://someone:hunter2@localhost:1/x',
      KONTOR_DATA_DIR: folder,
    });
    expect(outcome).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The database at localhost:1 does not answer (ECONNREFUSED): is DATABASE_URL right?\n',
    });
  });

  it.each([['migrate'], ['migrate', '--pending'], ['start']])(
    'makes no database that is missing: %s',
    async (...args) => {
      const database = await emptyTestDatabase();
      await database.drop();
      const { host, pathname } = new URL(database.url);
      const settings = { DATABASE_URL: database.url, KONTOR_DATA_DIR: folder, HOST: '127.0.0.1', PORT: '0' };
      for (const attempt of [1, 2]) {
        const { code, stderr } = await kontorCommand(args.filter(Boolean), settings);
        expect([attempt, code, stderr]).toEqual([
          attempt,
          1,
          `The database at ${host} has no database "${pathname.slice(1)}" (3D000): create it, or correct DATABASE_URL.\n`,
        ]);
      }
    },
    60_000,
  );

  it('says that the port is in use', async () => {
    const database = await emptyTestDatabase();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await kontorCommand(['start'], {
      DATABASE_URL: database.url,
      KONTOR_DATA_DIR: folder,
      HOST: '127.0.0.1',
      PORT: String(port),
    });
    other.close();
    await database.drop();
    expect([code, stderr]).toEqual([1, `Port ${port} is in use: set PORT to another one.\n`]);
  });

  it('says that the data directory cannot be made', async () => {
    const file = path.join(folder, 'a file');
    await writeFile(file, '');
    const { code, stderr } = await kontorCommand(['migrate'], { KONTOR_DATA_DIR: path.join(file, 'data') });
    expect([code, stderr]).toEqual([
      1,
      `The data directory ${file}/data cannot be created or written to (ENOTDIR): set KONTOR_DATA_DIR to a folder that this account may write to\n`,
    ]);
  });
});
