// npm run check: everything that can be checked without running the tests. All of it runs, so that one reads all
// that is wrong at once; the last lines say what failed and how to run that part alone.
import { spawnSync } from 'node:child_process';

const parts = [
  'check:format',
  'check:lint',
  'check:types',
  'check:imports',
  'check:unused',
  'schema:check',
  'errors:check',
  'migration:check',
];

const failed = parts.filter((part) => {
  console.log(`\n— ${part}`);
  const started = performance.now();
  const { status } = spawnSync('npm', ['run', '--silent', part], { stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return status !== 0;
});

console.log(
  failed.length === 0
    ? '\nAll checks passed.'
    : `\nFailed: ${failed.map((part) => `npm run ${part}`).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
