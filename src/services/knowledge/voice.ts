import type { Viewer } from '../access/viewer.ts';

/** Who has one voice on an article: the agent, whatever the credential; else the credential; else the process. */
export function voiceOf({ agentId, keyId, kind, name }: Viewer): string {
  if (agentId) return `agent:${agentId}`;
  return keyId ? `key:${keyId}` : `${kind}:${name}`;
}
