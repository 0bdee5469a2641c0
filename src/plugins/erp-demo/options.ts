import { z } from 'zod';
import type { PluginContext } from '../kit/index.ts';

export const options = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where the demo ERP runs. Left out: the plugin starts one inside its own process.'),
  seed: z.int().min(0).max(2_147_483_647).default(4711).describe('The same seed gives the same company.'),
  customers: z.int().min(1).max(5000).default(500).describe('How many customers the company has.'),
  orders: z.int().min(0).max(50_000).default(4000).describe('About how many orders three years brought.'),
  changesPerMinute: z
    .number()
    .min(0)
    .max(6000)
    .default(20)
    .describe('How many orders, payments, notes and so on happen per minute; 0: nothing changes.'),
  pageSize: z.int().min(1).max(1000).default(500).describe('Rows per request, and records per batch.'),
});

export type Options = z.output<typeof options>;
export type Context = PluginContext<Options>;
