// npm run bench -- reads [--rounds 5] [--seconds 2] [--connections 10]
// Runs on Node alone: the peers are a package of their own and are installed when they are first needed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const benches = ['reads', 'callers', 'call-card', 'tickets', 'search', 'writes', 'sync', 'feed'];
const [name = '', ...flags] = process.argv.slice(2);

if (!benches.includes(name)) {
  console.error(`Usage: npm run bench -- <${benches.join('|')}> [flags], see bench/README.md`);
  process.exit(1);
}
if (!existsSync(path.join(here, 'node_modules'))) {
  console.error('Installing the peers into bench/node_modules …');
  // Standard output is the result's alone.
  run('npm', ['ci', '--no-audit', '--no-fund'], here);
}
run(
  process.execPath,
  ['--import', '@swc-node/register/esm-register', path.join(here, `${name}.ts`), ...flags],
  path.join(here, '..'),
);

function run(command: string, parameters: string[], cwd: string): void {
  const output = command === 'npm' ? 2 : 'inherit';
  const { status, error } = spawnSync(command, parameters, { cwd, stdio: ['inherit', output, 'inherit'] });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
