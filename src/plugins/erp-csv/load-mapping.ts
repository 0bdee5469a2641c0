import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { type Compiled, compileMapping } from './compile.ts';
import { mappingSchema } from './mapping-schema.ts';
import type { Options } from './options.ts';

export function mappingPath(options: Options): string {
  return resolve(options.folder, options.mapping);
}

/** Reads the mapping file. What is wrong with it comes back as problems; a file that is not there throws. */
export async function loadMapping(options: Options): Promise<Compiled> {
  const text = await readFile(mappingPath(options), 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { sources: [], problems: [`it is not JSON: ${(error as Error).message}`] };
  }
  const parsed = mappingSchema.safeParse(json);
  if (!parsed.success) return { sources: [], problems: parsed.error.issues.map(explain) };
  return compileMapping(parsed.data, options);
}

function explain(issue: z.core.$ZodIssue): string {
  const place = issue.path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^\w+$/.test(String(step)) ? `${index === 0 ? '' : '.'}${String(step)}` : `["${String(step)}"]`;
    })
    .join('');
  return `${place || 'the file'}: ${issue.message}`;
}
