import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { compile, compiledFile, compiledFolder } from './compiled-source.ts';

const DAY = 86_400_000;

/** Compiles what children of tests may run (compiled-source.ts): half a second for all, nothing for what is known. */
export function compileSource(root: string): void {
  mkdirSync(compiledFolder, { recursive: true });
  const wanted = new Set<string>();
  for (const folder of ['src', 'test']) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const file = path.join(entry.parentPath, entry.name);
      const source = readFileSync(file, 'utf8');
      const target = compiledFile(source);
      wanted.add(path.basename(target));
      if (existsSync(target)) continue;
      // Whole or not at all: another run may be reading here.
      const half = `${target}.${process.pid}`;
      writeFileSync(half, compile(source, file));
      renameSync(half, target);
    }
  }
  for (const entry of readdirSync(compiledFolder, { withFileTypes: true })) {
    const file = path.join(compiledFolder, entry.name);
    if (!entry.isFile() || wanted.has(entry.name) || Date.now() - statSync(file).mtimeMs < DAY) continue;
    unlinkSync(file);
  }
}
