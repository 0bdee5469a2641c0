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
    streams: Object.entries(plugin.streams ?? {}).map(([name, stream]) => ({
      name,
      record: stream.record,
      description: stream.description,
    })),
    ingress: plugin.ingress ? describeIngress(plugin.ingress, secrets) : null,
  };
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
