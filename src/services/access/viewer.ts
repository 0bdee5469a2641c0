/** Who is asking: resolved once per HTTP request or WebSocket (DESIGN §8). */
export type ViewerKind = 'STAFF' | 'SERVICE' | 'PARTNER' | 'CUSTOMER';

/** Which customers, and whatever hangs on them, the viewer may reach. Ids are raw uuids. */
export type Reach =
  | { readonly kind: 'ALL' }
  | { readonly kind: 'PARTNER'; readonly partnerId: string }
  | { readonly kind: 'CUSTOMER'; readonly customerId: string };

export interface Viewer {
  readonly kind: ViewerKind;
  /** The API key (raw uuid) the viewer came with; null for the system itself (CLI, host, jobs). */
  readonly keyId: string | null;
  /** What the credential is called, for logs and for the actor of events. */
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
  readonly reach: Reach;
  /** The agent (raw uuid) the viewer acts as, if any. */
  readonly agentId: string | null;
  /** When the credential ends; null if never. */
  readonly expiresAt: Date | null;
}
