import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Swc from '@swc/core';

// `node --import` of this runs our TypeScript in a child of a test. Tests start some two hundred of them: with
// @swc-node/register, which loads all of TypeScript first, each takes more than a second of CPU before its first line
// runs. Here global-setup has compiled everything (compile-source.ts), and V8's code is kept, too. What has changed
// since, or was never compiled, is compiled on the way.

const root = path.join(import.meta.dirname, '../..');
export const compiledFolder = path.join(root, 'node_modules/.cache/kontor-test-source');
const settings = readFileSync(path.join(root, '.swcrc'), 'utf8');

/** Where the compiled form of a text lies: by its content, so that it is never an old one. */
export function compiledFile(source: string): string {
  const hash = createHash('sha256').update(settings).update(source).digest('hex');
  return path.join(compiledFolder, `${hash}.js`);
}

export function compile(source: string, file: string): string {
  const swc = createRequire(import.meta.url)('@swc/core') as typeof Swc;
  const options = JSON.parse(settings) as object;
  return swc.transformSync(source, { ...options, swcrc: false, filename: file }).code;
}

function compiled(file: string): string {
  const source = readFileSync(file, 'utf8');
  const known = compiledFile(source);
  return existsSync(known) ? readFileSync(known, 'utf8') : compile(source, file);
}

const ours = pathToFileURL(`${root}/`).href;
const isOurs = (url: string): boolean =>
  url.startsWith(ours) && url.endsWith('.ts') && !url.includes('/node_modules/');

/** In the process whose argument this file is, not in those that only want to know where things lie. */
if (process.execArgv.includes(pathToFileURL(import.meta.filename).href)) {
  enableCompileCache(path.join(compiledFolder, 'v8'));
  registerHooks({
    load: (url, context, next) =>
      isOurs(url)
        ? { format: 'module', shortCircuit: true, source: compiled(fileURLToPath(url)) }
        : next(url, context),
  });
}
