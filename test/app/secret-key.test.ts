import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { loadSecretKey } from '../../src/app/secret-key.ts';
import { fromSource } from '../support/from-source.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let dataDir: string;
let file: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kontor-secret-key-'));
  file = join(dataDir, 'secret.key');
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const load = (): Buffer => loadSecretKey({ dataDir, secretKey: undefined });

describe('the key of an installation without KONTOR_SECRET_KEY', () => {
  it('is created in a file that only its owner can read', () => {
    expect(load()).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is the same the next time', () => {
    expect(load()).toEqual(load());
  });

  it('leaves no other file behind', () => {
    load();
    expect(readdirSync(dataDir)).toEqual(['secret.key']);
  });

  it('is one key when several processes create it at once', async () => {
    const script =
      `import { loadSecretKey } from ${JSON.stringify(join(root, 'src/app/secret-key.ts'))};` +
      `process.stdout.write(loadSecretKey({ dataDir: ${JSON.stringify(dataDir)} }).toString('hex'))`;
    const keys = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const child = spawn(process.execPath, [...fromSource, '--input-type=module', '-e', script], {
          cwd: root,
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const [key] = await Promise.all([text(child.stdout), once(child, 'exit')]);
        return key;
      }),
    );
    expect(new Set(keys)).toEqual(new Set([load().toString('hex')]));
  });
});

describe('a key file', () => {
  it.each(['644', '640', '604'])('is refused with mode %s', (mode) => {
    load();
    chmodSync(file, Number.parseInt(mode, 8));
    expect(load).toThrow(`has mode ${mode}, so that other accounts may use it: chmod 600 it`);
  });

  it('is refused, and not replaced, when it holds no key', () => {
    writeFileSync(file, 'damaged', { mode: 0o600 });
    expect(load).toThrow('does not hold 32 bytes as base64');
    expect(readFileSync(file, 'utf8')).toBe('damaged');
  });

  it('is not looked at when the environment has a key', () => {
    writeFileSync(file, 'damaged', { mode: 0o600 });
    const secretKey = Buffer.alloc(32, 1);
    expect(loadSecretKey({ dataDir, secretKey })).toEqual(secretKey);
  });
});
