import type { RequestContext } from '../../services/context.ts';
import type { IntegrationKey } from '../../services/integrations/find-integration.ts';
import type { CheckResult } from '../kit/plugin.ts';
import type { AddIntegrationInput, UpdateIntegrationInput } from './configure.ts';
import type { DryRunResult } from './dry-run.ts';
import { Host } from './host.ts';
import type { PluginHostOptions } from './host-options.ts';
import type { Ingress } from './ingress/host-ingress.ts';
import type { Catalog } from './plugin-catalog.ts';
import type { StreamWork } from './stream-work.ts';
import type { SyncOutcome } from './sync-runner.ts';
import type { SyncProgress } from './sync.ts';

export type { AddIntegrationInput, UpdateIntegrationInput } from './configure.ts';
export type { DryRunResult } from './dry-run.ts';
export type { Ingress, IngressAnswer, IngressIntegration } from './ingress/host-ingress.ts';
export { refuse, refuseContentType } from './ingress/receive.ts';
export type { PluginHostOptions } from './host-options.ts';
export type { AvailablePlugin, Catalog } from './plugin-catalog.ts';
export type { SyncOutcome } from './sync-runner.ts';
export type { SyncProgress } from './sync.ts';

export interface SyncOptions {
  /** Only these; default all of the plugin's. */
  readonly streams?: readonly string[] | null;
}

/** Runs plugins: the only part of Kontor that does. */
export interface PluginHost {
  /** Begins to sync on schedule and on request. Without it, only what is asked for here runs (the CLI). */
  start(): Promise<void>;
  /** Ends syncs after what is committed, and all plugin processes. */
  stop(): Promise<void>;
  /** What is done about single streams: quarantine, deletions that wait, cursors. */
  readonly streams: StreamWork;
  /** Messages that other systems post. */
  readonly ingress: Ingress;
  plugins(): Promise<Catalog>;
  addIntegration(context: RequestContext, input: AddIntegrationInput): Promise<{ id: string }>;
  updateIntegration(
    context: RequestContext,
    key: IntegrationKey,
    input: UpdateIntegrationInput,
  ): Promise<{ id: string }>;
  check(context: RequestContext, key: IntegrationKey): Promise<CheckResult & { id: string }>;
  /** Asks for a sync, which a started host does next; answers the run (raw uuid). */
  requestSync(context: RequestContext, key: IntegrationKey, options?: SyncOptions): Promise<{ id: string }>;
  /** Syncs in this process and waits for the end; first for another sync of the integration, if one runs. */
  sync(
    context: RequestContext,
    key: IntegrationKey,
    options?: SyncOptions & { readonly onProgress?: (progress: SyncProgress) => void },
  ): Promise<SyncOutcome>;
  /** What the next sync would do; nothing is written. */
  dryRun(
    context: RequestContext,
    key: IntegrationKey,
    options?: SyncOptions,
  ): Promise<DryRunResult & { id: string }>;
  suspend(context: RequestContext, key: IntegrationKey, reason?: string | null): Promise<{ id: string }>;
  resume(context: RequestContext, key: IntegrationKey): Promise<{ id: string }>;
}

export function createPluginHost(options: PluginHostOptions): PluginHost {
  return new Host(options);
}
