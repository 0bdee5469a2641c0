import type { Feed } from '../../events/feed.ts';
import { CredentialError } from '../access/credential-error.ts';
import { isStillValid } from '../access/key-state.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import { findIntegration, type IntegrationKey } from './find-integration.ts';

export const PROGRESS_TOPIC = 'integrationProgress';

/** How far a sync is, as it is sent from process to process. Ids are raw uuids. */
export interface ProgressSignal {
  readonly integrationId: string;
  readonly runId: string;
  /** Null when it is about the whole run: it began or ended. */
  readonly stream: string | null;
  readonly done: number | null;
  readonly total: number | null;
  readonly counts: StreamCounts | null;
}

type Followed = AsyncIterableIterator<ProgressSignal>;

/** Progress of one integration or of all, from now on; ends when the credential does. */
export async function followProgress(
  context: RequestContext & { readonly feed: Feed },
  key: IntegrationKey,
): Promise<Followed> {
  requireWholeReach(context, 'follow integrations');
  const wanted = key.id == null && key.name == null ? null : await findIntegration(context.db, key);
  return new Progress(context, context.feed.signals.subscribe<ProgressSignal>(PROGRESS_TOPIC), wanted);
}

/** Written by hand: an `async function*` that waits cannot be ended from outside (DESIGN §7). */
class Progress implements Followed {
  readonly #context: RequestContext;
  readonly #signals: Followed;
  readonly #wanted: string | null;

  constructor(context: RequestContext, signals: Followed, wanted: string | null) {
    this.#context = context;
    this.#signals = signals;
    this.#wanted = wanted;
  }

  async next(): Promise<IteratorResult<ProgressSignal>> {
    for (;;) {
      const result = await this.#signals.next();
      if (result.done) return result;
      if (this.#wanted !== null && result.value.integrationId !== this.#wanted) continue;
      await this.#requireValid();
      return result;
    }
  }

  async return(): Promise<IteratorResult<ProgressSignal>> {
    await this.#signals.return?.();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<ProgressSignal>> {
    await this.#signals.return?.();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #requireValid(): Promise<void> {
    const { db, viewer } = this.#context;
    if ((await isStillValid(db, [viewer])).has(viewer)) return;
    await this.#signals.return?.();
    throw new CredentialError('The API key was revoked or has expired.');
  }
}
