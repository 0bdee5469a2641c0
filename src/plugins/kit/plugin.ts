import type { z } from 'zod';
import type { Ingress } from './ingress.ts';
import type { RecordInput, RecordKind } from './records.ts';

/** The version of this contract. A plugin says in `requires` which it was written for. */
export const KIT_VERSION = '1.1.0';

export interface PluginContext<Options> {
  /** The integration's options, checked against the plugin's schema, secrets in clear. */
  readonly options: Options;
  /** Aborted when the host wants the call to end (suspension, shutdown, deadline). */
  readonly signal: AbortSignal;
  /** A log line of the integration; values of secret options are masked by the host. */
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>): void;
  /** Folder that belongs to this integration alone, for caches; may be emptied between runs. */
  readonly workDir: string;
}

/** Something `check` found: what is wrong and what the operator can do about it. */
export interface CheckProblem {
  readonly severity: 'ERROR' | 'WARNING';
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly fix: string;
  /** The option it is about, if one. */
  readonly option?: string;
}

export interface CheckResult {
  readonly problems: readonly CheckProblem[];
  /** What answered, for example `Acme ERP 7.2, company 01`. */
  readonly upstream?: string;
}

export interface Upsert<K extends RecordKind> {
  /** The record's id in the upstream; unique per record kind. */
  readonly externalId: string;
  /**
   * When the upstream changed it last (RFC 3339), if it says so. A record that is older than what was taken in
   * counts as unchanged, so that late pages and rows from the quarantine never overwrite newer data.
   */
  readonly updatedAt?: string | null;
  readonly record: RecordInput<K>;
}

export interface RejectedRow {
  /** The row's id where it has one, else something that finds it again, for example `orders.csv:17`. */
  readonly externalId: string;
  /** Why it could not be turned into a record, naming the field. */
  readonly reason: string;
  /** The row as the upstream has it, for the operator. */
  readonly raw?: unknown;
}

export interface Batch<K extends RecordKind, Cursor> {
  readonly upserts?: readonly Upsert<K>[];
  /** External ids of records that the upstream has deleted. */
  readonly deletes?: readonly string[];
  readonly rejected?: readonly RejectedRow[];
  /** Where to go on after this batch. The host stores it in the batch's own transaction. */
  readonly cursor: Cursor;
  /** How far the pull is, for the progress display. */
  readonly progress?: { readonly done: number; readonly total?: number };
}

/** Pages of external ids, in an order that new records do not shift. */
export type IdPages = AsyncIterable<readonly string[]>;

export interface Stream<K extends RecordKind, Options, Cursor = unknown> {
  readonly record: K;
  /** One sentence for the operator. */
  readonly description: string;
  /**
   * Yields batches, oldest change first. `cursor` is what the last committed batch carried, or null on the
   * first pull. A batch of 100 to 1,000 records is a good size. Throwing ends the pull: what was yielded and
   * committed stays, the next pull goes on from its cursor.
   */
  pull(context: PluginContext<Options>, cursor: Cursor | null): AsyncIterable<Batch<K, Cursor>>;
  /**
   * Version of the cursor's shape, a whole number from 1; default 1. Raise it when a cursor that an earlier version of
   * the plugin gave cannot be gone on from. A cursor of a higher version is refused: the plugin was downgraded.
   */
  readonly cursorVersion?: number;
  /**
   * Makes today's cursor of one that version `from` gave; null: pull from the beginning. Without it the sync fails,
   * and says so, until the operator resets the stream.
   */
  migrateCursor?(cursor: unknown, from: number): Cursor | null;
  /**
   * For an upstream that does not tell what it deleted: pages with the external ids of **all** records that it has now.
   * Once it has ended, what was delivered before and is not among them counts as deleted, and where it has what was
   * deleted the stream is pulled from its beginning next. Throw where the list cannot
   * be complete; nothing is deleted then. The host calls it after a pull that reached its end, and stops for
   * approval when more would be deleted than 20 records or 10 %, whichever is larger. Null: with these options it
   * cannot list.
   */
  list?(context: PluginContext<Options>): IdPages | Promise<IdPages | null>;
  /** Seconds between two lists at least; default 86,400, a day. 0: after every pull that yielded something. */
  readonly listEverySeconds?: number;
}

/** Streams by name, in the order they must be pulled (customers before their orders). */
// oxlint-disable-next-line typescript/no-explicit-any -- each stream has its own cursor type; unknown would take it from authors who write pull(context, cursor) inline
export type Streams<Options> = Record<string, { [K in RecordKind]: Stream<K, Options, any> }[RecordKind]>;

export interface PluginDefinition<Schema extends z.ZodObject = z.ZodObject> {
  /** Lower case with dashes, unique: `erp-csv`. */
  readonly id: string;
  /** For people: "CSV files". */
  readonly name: string;
  readonly version: string;
  /** Semver range of the kit it was written for, for example `^1.0.0`. */
  readonly requires: string;
  readonly description: string;
  /** Its options; mark secrets with `secret(z.string())`. Descriptions come from `.describe(…)`. */
  readonly options: Schema;
  /** Can it work with these options? Looks at the upstream, changes nothing. */
  check(context: PluginContext<z.output<Schema>>): Promise<CheckResult>;
  /** What it pulls. A plugin that only takes messages has none. */
  readonly streams?: Streams<z.output<Schema>>;
  /** The messages that it takes, where another system posts what happens there. */
  readonly ingress?: Ingress<z.output<Schema>>;
}
