import { z } from 'zod';
import { ingressDescriptionSchema, type IngressRequest } from './ingress.ts';
import { recordSchemas, type RecordKind } from './records.ts';

// What host and plugin process say to each other. The host checks everything that comes from the child.

const kinds = Object.keys(recordSchemas) as [RecordKind, ...RecordKind[]];

export const descriptionSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower case with dashes, such as "erp-csv"'),
  name: z.string().min(1),
  version: z.string().min(1),
  requires: z.string().min(1),
  description: z.string(),
  /** JSON Schema of the options as they are written (defaults may be left out). */
  options: z.record(z.string(), z.unknown()),
  /** Names of the options that are secrets. */
  secrets: z.array(z.string()),
  streams: z.array(
    z.object({
      name: z.string().min(1),
      record: z.enum(kinds),
      description: z.string(),
      cursorVersion: z.number().int().min(1).default(1),
      migratesCursors: z.boolean().default(false),
      /** Seconds between two lists; null: it cannot list. */
      listEverySeconds: z.number().min(0).nullable().default(null),
    }),
  ),
  /** How its messages are authenticated and answered; null: it takes none. */
  ingress: ingressDescriptionSchema.nullable(),
});

/** What a plugin says about itself, as data. */
export type PluginDescription = z.output<typeof descriptionSchema>;

export const optionProblemsSchema = z.array(z.object({ path: z.array(z.string()), message: z.string() }));
export type OptionProblem = z.output<typeof optionProblemsSchema>[number];

export const checkResultSchema = z.object({
  problems: z.array(
    z.object({
      severity: z.enum(['ERROR', 'WARNING']),
      message: z.string(),
      fix: z.string(),
      option: z.string().optional(),
    }),
  ),
  upstream: z.string().optional(),
});

const untrustedId = z.union([z.string(), z.number()]).transform(String);

export const batchSchema = z.object({
  upserts: z
    .array(z.object({ externalId: z.unknown(), updatedAt: z.unknown().optional(), record: z.unknown() }))
    .default([]),
  deletes: z.array(untrustedId).default([]),
  rejected: z
    .array(z.object({ externalId: untrustedId, reason: z.string(), raw: z.unknown().optional() }))
    .default([]),
  cursor: z.json(),
  progress: z.object({ done: z.number(), total: z.number().optional() }).optional(),
});

/** External ids. */
export const listPageSchema = z.array(untrustedId);

/** A batch as it came from the child: its records are not checked yet. */
export type PulledBatch = z.output<typeof batchSchema>;

interface WithOptions {
  readonly options: Readonly<Record<string, unknown>>;
  readonly workDir: string;
}

export type Call =
  | { readonly call: 'describe' }
  /** Is it alive? */
  | { readonly call: 'ping' }
  | ({ readonly call: 'validate' } & WithOptions)
  | ({ readonly call: 'check' } & WithOptions)
  /** Begins a pull; the batches are asked for one by one. `cursorVersion` is that of the cursor. */
  | ({
      readonly call: 'open';
      readonly stream: string;
      readonly cursor: unknown;
      readonly cursorVersion: number;
    } & WithOptions)
  /** Begins a list of all external ids; its pages are asked for one by one. */
  | ({ readonly call: 'list'; readonly stream: string } & WithOptions)
  /** The next batch or page, null at the end. */
  | { readonly call: 'next' }
  /** Ends the pull early: aborts the signal, which a `next` under way may be waiting for. */
  | { readonly call: 'close' }
  /** Makes events of a message. */
  | ({ readonly call: 'handle'; readonly request: IngressRequest } & WithOptions);

export type Request = Call & { readonly id: number };

export const childMessageSchema = z.union([
  /** The plugin is loaded. */
  z.object({ ready: z.literal(true) }),
  /** It is not, or something nobody caught happened; the process ends. */
  z.object({ fatal: z.string() }),
  z.object({ id: z.number(), value: z.unknown() }),
  z.object({ id: z.number(), error: z.string() }),
  z.object({
    log: z.object({
      level: z.enum(['debug', 'info', 'warn', 'error']),
      message: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
]);

export type ChildMessage = z.output<typeof childMessageSchema>;
