import type { z } from 'zod';
import type { PluginDefinition, Stream, Streams } from './plugin.ts';
import type { RecordKind } from './records.ts';

type PullingPlugin<Schema extends z.ZodObject> = PluginDefinition<Schema> & {
  readonly streams: Streams<z.output<Schema>>;
};

/** Declares a plugin; the package's default export is what this returns. Checks nothing at run time: the host does. */
export function definePlugin<Schema extends z.ZodObject>(
  definition: PullingPlugin<Schema>,
): PullingPlugin<Schema>;
export function definePlugin<Schema extends z.ZodObject>(
  definition: PluginDefinition<Schema>,
): PluginDefinition<Schema>;
export function definePlugin<Schema extends z.ZodObject>(
  definition: PluginDefinition<Schema>,
): PluginDefinition<Schema> {
  return definition;
}

/** Declares a stream with its record kind and cursor inferred. */
export function defineStream<K extends RecordKind, Options, Cursor>(
  stream: Stream<K, Options, Cursor>,
): Stream<K, Options, Cursor> {
  return stream;
}

/** Marks an option as a secret: encrypted at rest, never returned by the API, masked in logs. */
export function secret<T extends z.ZodType>(schema: T): T {
  return schema.meta({ ...schema.meta(), secret: true });
}
