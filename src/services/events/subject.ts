import type { LoggedEvent } from '../../events/log.ts';
import { encodeId } from '../../shared/ids.ts';
import type { RequestContext } from '../context.ts';
import { nodeLoaders } from '../nodes.ts';

export interface SubjectRow {
  readonly type: string;
  /** Global, since it is printed as it is. */
  readonly id: string;
}

export function subjectOf({ subjectType, subjectId }: LoggedEvent): SubjectRow {
  return { type: subjectType, id: encodeId(subjectType, subjectId) };
}

/** The record an event is about, as it is now; null where it is gone or the viewer may not see it. */
export async function loadSubject(
  context: RequestContext,
  { subjectType, subjectId }: LoggedEvent,
): Promise<object | null> {
  const node = Object.hasOwn(nodeLoaders, subjectType) ? nodeLoaders[subjectType] : undefined;
  if (!node || !context.viewer.scopes.has(node.scope)) return null;
  return node.load(context, subjectId);
}
