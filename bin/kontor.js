#!/usr/bin/env node
// The `kontor` command: what `npm run build` made, or the source itself in a clone that was never built.
import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Kontor needs Node 24 or newer, this is ${process.version}. In a clone, \`npm run kontor --\` brings its own.`,
  );
  process.exit(1);
}

const built = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  // By itself the compiler looks for its settings, and for itself, in the working directory, which may be anywhere.
  process.env.SWC_NODE_PROJECT ??= fileURLToPath(new URL('../tsconfig.json', import.meta.url));
  // oxlint-disable-next-line typescript/no-deprecated -- the compiler is a loader of the older kind
  register('@swc-node/register/esm', import.meta.url);
  await import('../src/cli/main.ts');
}
