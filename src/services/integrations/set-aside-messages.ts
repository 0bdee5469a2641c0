import type { RequestContext } from '../context.ts';
import { inTransaction } from '../transaction.ts';
import { findIntegration, type IntegrationKey } from './find-integration.ts';
import { requireIntegrationRights } from './write-integration.ts';

/**
 * Messages that were set aside: all of the integration's, or those with these raw uuids. Answers the integration and
 * how many they were.
 */
export interface SetAsideMessages {
  readonly id: string;
  readonly count: number;
}

/** Hands them over again, each in its old place; a plugin that was mended may understand them. */
export function retryMessages(
  context: RequestContext,
  key: IntegrationKey,
  ids?: readonly string[] | null,
): Promise<SetAsideMessages> {
  return change(
    context,
    key,
    ids,
    `update ingress_message set status = 'PENDING', attempts = 0, next_attempt_at = null, handled_at = null`,
  );
}

/** Deletes them: nothing will come of them. */
export function discardMessages(
  context: RequestContext,
  key: IntegrationKey,
  ids?: readonly string[] | null,
): Promise<SetAsideMessages> {
  return change(context, key, ids, `delete from ingress_message`);
}

async function change(
  context: RequestContext,
  key: IntegrationKey,
  ids: readonly string[] | null | undefined,
  what: string,
): Promise<SetAsideMessages> {
  requireIntegrationRights(context);
  const id = await findIntegration(context.db, key);
  return inTransaction(context, async (tx) => {
    const rows = await tx.query(
      `${what} where integration_id = $1 and status = 'SET_ASIDE' and ($2::uuid[] is null or id = any($2)) returning id`,
      [id, ids ?? null],
    );
    return { id, count: rows.length };
  });
}
