import type { Plugin } from '../../schema/integrations/integrations.ts';
import { requireIntegrationRights } from '../../services/integrations/write-integration.ts';
import { recordTypes } from '../../services/integrations/delivery.ts';
import type { GraphQLContext } from '../context.ts';

/** The host's catalog as the schema shows it. */
export async function listPlugins(context: GraphQLContext): Promise<Plugin[]> {
  requireIntegrationRights(context);
  const { available, broken } = await context.host.plugins();
  return [
    ...available.map(({ id, name, version, description, options, streams }) => ({
      name: id,
      title: name,
      version,
      description,
      optionsSchema: options,
      streams: streams.map((stream) => ({
        name: stream.name,
        recordType: recordTypes[stream.record],
        description: stream.description,
      })),
      problem: null,
    })),
    ...broken.map(({ name, problem }) => ({
      name,
      title: null,
      version: null,
      description: null,
      optionsSchema: null,
      streams: [],
      problem,
    })),
  ];
}
