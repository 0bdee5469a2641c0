import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Arguments of Node with which a child of a test runs TypeScript of ours: `[...fromSource, 'some.ts']`. */
export const fromSource: readonly string[] = [
  '--import',
  pathToFileURL(path.join(import.meta.dirname, 'compiled-source.ts')).href,
];
