import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import type { RequestContext } from '../../services/context.ts';
import type { IntegrationKey } from '../../services/integrations/find-integration.ts';
import { resetStream } from '../../services/integrations/write-integration.ts';
import { actorOf } from '../../services/transaction.ts';
import { approveDeletions } from './held-deletions.ts';
import type { LoadedIntegration } from './load-integration.ts';
import { countQuarantined, retryAll } from './retry-quarantine.ts';

/** What an operator does about single streams. Everything waits for a sync that runs, some seconds. */
export interface StreamWork {
  /**
   * Tries rows in quarantine again: all, or those with these raw uuids. Rows that the plugin itself rejected cannot be
   * tried; `left` counts all that the integration has in quarantine afterwards.
   */
  retryQuarantine(
    context: RequestContext,
    key: IntegrationKey,
    ids?: readonly string[] | null,
  ): Promise<{ id: string; counts: StreamCounts; left: number }>;
  /** Deletes what waits for approval; answers how many records. */
  approveDeletions(
    context: RequestContext,
    key: IntegrationKey,
    stream: string,
  ): Promise<{ id: string; deleted: number }>;
  /** Forgets the cursor: the next sync pulls the stream from its beginning. What is unchanged is not written again. */
  reset(context: RequestContext, key: IntegrationKey, stream: string): Promise<{ id: string }>;
}

interface Parts {
  readonly load: (context: RequestContext, key: IntegrationKey) => Promise<LoadedIntegration>;
  /** Under the integration's sync lock. */
  readonly alone: <Result>(integrationId: string, work: () => Promise<Result>) => Promise<Result>;
}

export function streamWork({ load, alone }: Parts): StreamWork {
  return {
    async retryQuarantine(context, key, ids) {
      const { id } = await load(context, key);
      const counts = await alone(id, () =>
        retryAll(context.db, actorOf(context.viewer), id, ids ?? undefined),
      );
      context.loaders.clear();
      return { id, counts, left: await countQuarantined(context.db, id) };
    },

    async approveDeletions(context, key, stream) {
      const integration = await load(context, key);
      const deleted = await alone(integration.id, () =>
        approveDeletions(context.db, actorOf(context.viewer), integration, stream),
      );
      context.loaders.clear();
      return { id: integration.id, deleted };
    },

    async reset(context, key, stream) {
      const { id } = await load(context, key);
      return alone(id, () => resetStream(context, id, stream));
    },
  };
}
