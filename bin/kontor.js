#!/usr/bin/env node
// The `kontor` command: what `npm run build` made, or the source itself in a clone that was never built.
import { existsSync } from 'node:fs';
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
  // The compiler looks for its settings in the working directory, which may be anywhere.
  process.env.SWC_NODE_PROJECT ??= fileURLToPath(new URL('../tsconfig.json', import.meta.url));
  await import('@swc-node/register/esm-register');
  await import('../src/cli/main.ts');
}
