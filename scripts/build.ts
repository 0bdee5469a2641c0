// npm run build: dist/, which `bin/kontor.js` prefers over the source. tsc writes the code; whatever else lies in
// src (the browser's part of GraphiQL, the mappings of connectors) goes along unchanged.
import { spawnSync } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const [source, target] = [path.join(root, 'src'), path.join(root, 'dist')];

await rm(target, { recursive: true, force: true });
const { status } = spawnSync('npx', ['--no-install', 'tsc', '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status === 0) {
  await cp(source, target, { recursive: true, filter: (file) => !file.endsWith('.ts') });
} else {
  // Half a build would be preferred over the source.
  await rm(target, { recursive: true, force: true });
  process.exitCode = 1;
}
