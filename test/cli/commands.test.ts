import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { emptyTestDatabase } from '../support/database.ts';
import { kontorCommand } from '../support/kontor-command.ts';

describe('the kontor command', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'kontor-cli-'));
  });
  afterAll(() => rm(dataDir, { recursive: true }));

  it('does not start with wrong values, and says for each: variable, what came, what is allowed', async () => {
    const { code, stderr } = await kontorCommand(['start'], {
      PORT: 'http',
      LOG_LEVEL: 'loud',
      KONTOR_DATA_DIR: dataDir,
    });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^PORT: came "http", allowed: .*65535/),
      expect.stringMatching(/^LOG_LEVEL: came "loud", allowed: .*info/),
    ]);
  });

  it('prints the effective configuration without secrets', async () => {
    const { code, stdout } = await kontorCommand(['config'], {
      KONTOR_DATA_DIR: dataDir,
      DATABASE_URL: 'postgresql://someone:hunter2@db.example/kontor',
      KONTOR_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    });
    expect(code).toBe(0);
    expect(stdout).toContain('db.example');
    expect(stdout).not.toMatch(/hunter2|BwcHBwcH/);
  });

  describe('migrate', () => {
    it('migrates an empty database once when two processes start together', async () => {
      const database = await blankDatabase();
      const both = await Promise.all(
        [1, 2].map(() =>
          kontorCommand(['migrate'], { DATABASE_URL: database.url, KONTOR_DATA_DIR: dataDir }),
        ),
      );
      const applied = both.flatMap(({ stdout }) => stdout.match(/^Applied .*/gm) ?? []);
      await database.drop();
      expect(both.map(({ code }) => code)).toEqual([0, 0]);
      expect(applied.length).toBeGreaterThan(0);
      expect(new Set(applied).size).toBe(applied.length);
    });

    it('lists what is missing without applying it', async () => {
      const database = await blankDatabase();
      const { code, stdout } = await kontorCommand(['migrate', '--pending'], {
        DATABASE_URL: database.url,
        KONTOR_DATA_DIR: dataDir,
      });
      await database.drop();
      expect([code, stdout]).toEqual([1, expect.stringContaining('initial')]);
    });
  });

  it('creates a key that the other commands list and revoke', async () => {
    const database = await emptyTestDatabase();
    const env = { DATABASE_URL: database.url, KONTOR_DATA_DIR: dataDir };
    const created = await kontorCommand(
      ['key', 'create', '--name', 'Portal', '--scopes', 'customers:read', '--json'],
      env,
    );
    const { key, prefix } = JSON.parse(created.stdout) as { key: string; prefix: string };
    const revoked = await kontorCommand(['key', 'revoke', prefix], env);
    const listed = await kontorCommand(['key', 'list', '--all'], env);
    await database.drop();
    expect([created.code, revoked.code, listed.code]).toEqual([0, 0, 0]);
    expect(key).toMatch(/^kontor_/);
    expect(listed.stdout).toMatch(/Portal.*revoked/i);
  });
});

/** A database without our schema. */
async function blankDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env['KONTOR_TEST_SERVER'] ?? '';
  const name = `kontor_blank_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client(server);
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
