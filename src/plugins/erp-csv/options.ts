import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { PluginContext } from '../kit/index.ts';

export const encodings = ['utf-8', 'windows-1252', 'iso-8859-15', 'ibm866', 'utf-16le'] as const;

export const options = z.strictObject({
  // A plugin's process runs in a folder of its own, where a relative path would mean nothing to the operator.
  folder: z
    .string()
    .refine(isAbsolute, { error: 'an absolute path, for example /srv/erp/export' })
    .describe('The folder with the CSV files, as an absolute path.'),
  mapping: z
    .string()
    .min(1)
    .default('mapping.json')
    .describe('The mapping file (JSON); a relative path starts at the folder.'),
  encoding: z
    .enum(encodings)
    .default('utf-8')
    .describe('Encoding of the files where the mapping names none.'),
  delimiter: z
    .string()
    .length(1)
    .default(',')
    .describe('What separates the columns where the mapping says nothing: usually "," or ";".'),
  batchSize: z.int().min(1).max(1000).default(200).describe('Rows that are written in one transaction.'),
});

export type Options = z.output<typeof options>;
export type Context = PluginContext<Options>;
