// npm run schema         prints schema.graphql from the code
// npm run schema:check   fails when schema.graphql is not what the code says
import { lexicographicSortSchema, printSchema } from 'graphql';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildKontorSchema } from '../src/app/schema/build-schema.ts';
import { firstDifference } from './first-difference.ts';

const file = path.join(import.meta.dirname, '../schema.graphql');
const printed = `${printSchema(lexicographicSortSchema(await buildKontorSchema()))}\n`;

if (process.argv[2] === 'check') {
  const difference = firstDifference(await readFile(file, 'utf8').catch(() => ''), printed);
  if (difference) {
    console.error(
      `schema.graphql is not what the code says; run \`npm run schema\` and read its diff.\n${difference}`,
    );
    process.exitCode = 1;
  } else {
    console.log('schema.graphql is what the code says.');
  }
} else {
  await writeFile(file, printed);
  console.log('schema.graphql');
}
