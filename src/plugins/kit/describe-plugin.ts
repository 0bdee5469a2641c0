import { z } from 'zod';
import { type IngressDescription, ingressDescriptionSchema } from './ingress.ts';
import type { PluginDefinition } from './plugin.ts';
import type { PluginDescription } from './protocol.ts';

/** What a plugin says about itself, as data that crosses a process boundary. */
export function describePlugin(plugin: PluginDefinition): PluginDescription {
  const options = z.toJSONSchema(plugin.options, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  const secrets = secretNames(options);
  return {
    id: plugin.id,
    name: plugin.name,
    version: plugin.version,
    requires: plugin.requires,
    description: plugin.description,
    options,
    secrets,
    streams: describeStreams(plugin.streams ?? {}),
    ingress: plugin.ingress ? describeIngress(plugin.ingress, secrets) : null,
  };
}

/** Seconds: a list reads the whole upstream. */
const LIST_EVERY = 24 * 60 * 60;

function describeStreams(streams: NonNullable<PluginDefinition['streams']>): PluginDescription['streams'] {
  const all = Object.entries(streams);
  for (const [name, { list, record }] of all) {
    // What one stream does not list, another of the same kind may have delivered.
    const other = all.find(([otherName, stream]) => otherName !== name && stream.record === record);
    if (list && other) {
      throw new Error(
        `stream "${name}" lists all records of kind "${record}", which "${other[0]}" delivers too`,
      );
    }
  }
  return all.map(([name, stream]) => ({
    name,
    record: stream.record,
    description: stream.description,
    cursorVersion: stream.cursorVersion ?? 1,
    migratesCursors: stream.migrateCursor !== undefined,
    listEverySeconds: stream.list ? (stream.listEverySeconds ?? LIST_EVERY) : null,
  }));
}

function describeIngress(
  { handle: _, ...declared }: NonNullable<PluginDefinition['ingress']>,
  secrets: readonly string[],
): IngressDescription {
  const ingress = ingressDescriptionSchema.parse(declared);
  for (const option of [ingress.urlSecret, ingress.hmac?.secret]) {
    // Anywhere else it would be stored in clear, and printed.
    if (option !== undefined && !secrets.includes(option)) {
      throw new Error(`ingress names "${option}", which is no secret option of the plugin`);
    }
  }
  return ingress;
}

function secretNames(schema: Record<string, unknown>): string[] {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, object>);
  for (const [name, property] of properties) {
    const { secret, ...inner } = property as { secret?: unknown };
    // The host seals whole options: a secret inside an object would be stored in clear.
    if (!secret && JSON.stringify(inner).includes('"secret":true')) {
      throw new Error(`option "${name}" has a secret inside: secrets must be options of their own`);
    }
  }
  return properties
    .filter(([, property]) => (property as { secret?: unknown }).secret === true)
    .map(([name]) => name);
}
