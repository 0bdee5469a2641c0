import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chooseAccount, whyItCannotRun } from '../../src/app/database/embedded/account.ts';
import {
  findBinaries,
  installedPackage,
  type InstalledPackage,
} from '../../src/app/database/embedded/binaries.ts';
import { layoutOf } from '../../src/app/database/embedded/layout.ts';
import { isRoot, temporaryFolder } from './embedded-user.ts';

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** As npm unpacks it when its install script is blocked: no symbolic links. */
function packageWithoutLinks(): InstalledPackage {
  const { folder: original, version } = installedPackage();
  const copy = join(folder, 'package');
  cpSync(original, copy, {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink() && !path.endsWith('.a'),
  });
  return { folder: copy, version: `${version.split('.')[0]}.test-${randomBytes(4).toString('hex')}` };
}

describe('binaries whose install script was blocked', () => {
  it('get the links that it would have made', () => {
    chmodSync(folder, 0o755);
    const without = packageWithoutLinks();
    const account = chooseAccount(folder);
    const { postgres } = findBinaries(account, layoutOf(folder), without);
    expect(dirname(dirname(dirname(postgres)))).toBe(without.folder);
    expect(readdirSync(join(without.folder, 'native', 'lib'))).toContain('libpq.so.5');
  });
});

(isRoot ? describe : describe.skip)('binaries below a folder that their account may not enter', () => {
  it('are copied to where it may', () => {
    const unreachable = packageWithoutLinks();
    const account = chooseAccount(folder);
    const { postgres } = findBinaries(account, layoutOf(folder), unreachable);
    const copy = dirname(dirname(postgres));
    try {
      expect(copy).not.toContain(folder);
      expect(whyItCannotRun(account, postgres)).toBeUndefined();
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  it('are not taken from a copy that somebody else has put there', () => {
    const unreachable = packageWithoutLinks();
    const account = chooseAccount(folder);
    const planted = join('/var/cache', `kontor-postgresql-${unreachable.version}-package`);
    mkdirSync(planted);
    chmodSync(planted, 0o777);
    const { postgres } = findBinaries(account, layoutOf(folder), unreachable);
    const copy = dirname(dirname(postgres));
    try {
      expect(existsSync(postgres)).toBe(true);
      expect(copy).not.toBe(planted);
    } finally {
      rmSync(planted, { recursive: true, force: true });
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
