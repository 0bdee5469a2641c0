import { DomainError } from '../../shared/errors.ts';
import type { LoadedIntegration } from './load-integration.ts';
import type { PluginCatalog } from './plugin-catalog.ts';

/** Refuses names of streams that the integration's plugin does not have. */
export async function requireStreams(
  catalog: PluginCatalog,
  integration: LoadedIntegration,
  names: readonly string[] | null,
): Promise<void> {
  if (!names || names.length === 0) return;
  const plugin = await catalog.find(integration.plugin).catch((error: Error) => {
    throw new DomainError('INTEGRATION_FAILED', error.message);
  });
  const known = plugin.streams.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const message = `Plugin "${plugin.id}" has no stream ${unknown.join(', ')}; it has ${known.join(', ')}.`;
  throw new DomainError('INVALID', message, 'streams');
}
