import type { Viewer } from './viewer.ts';
import { scopes } from './scopes.ts';

/** The installation itself: the CLI on the server, jobs. It may do everything. */
export function systemViewer(name: string): Viewer {
  return {
    kind: 'SERVICE',
    keyId: null,
    name,
    scopes: new Set(Object.keys(scopes)),
    reach: { kind: 'ALL' },
    agentId: null,
    expiresAt: null,
  };
}
