import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';

const builtIn = ['erp-csv', 'erp-demo', 'telephony-generic'];

/** Where a plugin's module lies, or why it could not be found. */
export interface PluginLocation {
  /** As the installation names it: `erp-csv`, `./my-connector`, `@acme/kontor-erp`. */
  readonly name: string;
  /** File URL of its module; null with a `problem`. */
  readonly url: string | null;
  readonly problem: string | null;
}

/** The plugins that come with Kontor and those that `KONTOR_PLUGINS` names. Nothing is run. */
export function locatePlugins(names: readonly string[], from = process.cwd()): PluginLocation[] {
  const ours = builtIn.map((name) => locate(name, fileURLToPath(new URL(`../${name}/`, import.meta.url))));
  return [...ours, ...names.map((name) => locateForeign(name, from))];
}

function locateForeign(name: string, from: string): PluginLocation {
  // As npm tells them apart: what begins with a dot or a slash is a folder.
  if (/^(\.{1,2}(\/|$)|\/)/.test(name)) return locate(name, path.resolve(from, name));
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(candidate)) return locate(name, candidate);
    if (folder === path.dirname(folder)) break;
  }
  const hint = existsSync(path.resolve(from, name)) ? ` For the folder, write "./${name}".` : '';
  return {
    name,
    url: null,
    problem: `There is no package "${name}" in node_modules: install it with npm.${hint}`,
  };
}

function locate(name: string, place: string): PluginLocation {
  try {
    const found = statSync(place).isDirectory() ? entryOf(place) : place;
    return { name, url: pathToFileURL(found).href, problem: null };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { name, url: null, problem: missing ? `There is nothing at ${place}.` : (error as Error).message };
  }
}

const manifest = z.object({ main: z.string().optional(), exports: z.unknown().optional() });
const usualNames = ['index.js', 'index.ts', 'plugin.js', 'plugin.ts'];

function entryOf(folder: string): string {
  const file = path.join(folder, 'package.json');
  if (existsSync(file)) {
    const { main, exports } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
    const named = exported(exports) ?? main;
    if (named !== undefined) return path.join(folder, named);
  }
  const usual = usualNames.map((name) => path.join(folder, name)).find((name) => existsSync(name));
  if (!usual)
    throw new Error(
      `${folder} has neither a package.json that names its module nor ${usualNames.join(', ')}.`,
    );
  return usual;
}

/** The target of `exports` for an import of the package itself. */
function exported(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  if (exports === null || typeof exports !== 'object') return undefined;
  const entries = exports as Record<string, unknown>;
  for (const condition of ['.', 'node', 'import', 'default']) {
    const found = exported(entries[condition]);
    if (found !== undefined) return found;
  }
  return undefined;
}
