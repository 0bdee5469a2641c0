import type { AvailablePlugin, Catalog } from '../../../plugins/host/plugin-host.ts';
import { DomainError } from '../../../shared/errors.ts';

export async function requirePlugin(
  host: { plugins(): Promise<Catalog> },
  id: string,
): Promise<AvailablePlugin> {
  const { available, broken } = await host.plugins();
  const plugin = available.find((each) => each.id === id);
  if (plugin) return plugin;
  const names = available.map((each) => each.id).join(', ');
  const problems = broken.map(({ name, problem }) => `\n${name}: ${problem}`).join('');
  throw new DomainError(
    'NOT_FOUND',
    `There is no plugin "${id}"; there are ${names}. Others are named in KONTOR_PLUGINS.${problems}`,
    'plugin',
  );
}

/** `key=value` pairs as the plugin's schema has them: numbers and booleans as such, lists and objects as JSON. */
export function parseOptions(plugin: AvailablePlugin, pairs: readonly string[]): Record<string, unknown> {
  const properties = (plugin.options['properties'] ?? {}) as Record<string, { type?: unknown }>;
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key, text] = splitPair(pair, '--option');
      if (plugin.secrets.includes(key)) {
        throw new DomainError(
          'INVALID',
          `"${key}" is a secret, which must not stand on a command line: use --secret ${key} or --secret-file ${key}=<path>.`,
          key,
        );
      }
      return [key, parseValue(key, text, properties[key]?.type)];
    }),
  );
}

export function splitPair(pair: string, option: string): [string, string] {
  const place = pair.indexOf('=');
  if (place <= 0) throw new DomainError('INVALID', `${option} takes key=value, got ${JSON.stringify(pair)}.`);
  return [pair.slice(0, place), pair.slice(place + 1)];
}

function parseValue(key: string, text: string, type: unknown): unknown {
  switch (type) {
    case 'string':
      return text;
    case 'integer':
    case 'number':
      if (text.trim() === '' || Number.isNaN(Number(text))) break;
      return Number(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') break;
      return text === 'true';
    case 'array':
    case 'object':
      return parseJson(key, text);
    default:
      // Several types, or an option the plugin does not have: its own check says what is wrong.
      return text;
  }
  throw new DomainError('INVALID', `Option "${key}" must be a ${type}, got ${JSON.stringify(text)}.`, key);
}

function parseJson(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('INVALID', `Option "${key}" must be JSON, got ${JSON.stringify(text)}.`, key);
  }
}

/** Seconds; null: never; undefined: nothing was said. */
export function parseInterval(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  if (text === 'never') return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new DomainError(
    'INVALID',
    `--interval must be a number of seconds or "never", got ${JSON.stringify(text)}.`,
    'intervalSeconds',
  );
}
