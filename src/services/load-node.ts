import { decodeId } from '../shared/ids.ts';
import type { RequestContext } from './context.ts';
import { nodeLoaders } from './nodes.ts';

/** Any record by its global id, under the viewer's reach and scopes; ids of one type are loaded together. */
export async function loadNode(context: RequestContext, globalId: string): Promise<object | null> {
  const id = decodeId(globalId);
  const node = id && Object.hasOwn(nodeLoaders, id.typeName) ? nodeLoaders[id.typeName] : undefined;
  // Without its scope a type is invisible: `node { id }` must not tell that a record exists.
  if (!id || !node || !context.viewer.scopes.has(node.scope)) return null;
  return node.load(context, id.uuid);
}
