// npm run errors         writes docs/errors.md from src/shared/errors.ts
// npm run errors:check   fails when the page does not list exactly the codes that the code has
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorsDocs } from './errors-docs.ts';
import { firstDifference } from './first-difference.ts';

const file = path.join(import.meta.dirname, '../docs/errors.md');
const printed = errorsDocs();

if (process.argv[2] === 'check') {
  const difference = firstDifference(await readFile(file, 'utf8').catch(() => ''), printed);
  if (difference) {
    console.error(
      `docs/errors.md is not what src/shared/errors.ts says; run \`npm run errors\`.\n${difference}`,
    );
    process.exitCode = 1;
  } else {
    console.log('docs/errors.md is what src/shared/errors.ts says.');
  }
} else {
  await writeFile(file, printed);
  console.log('docs/errors.md');
}
