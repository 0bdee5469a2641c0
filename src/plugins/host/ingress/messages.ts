import type { Database, Queryable } from '../../../shared/database.ts';
import type { IngressContentType } from '../../kit/ingress.ts';

/** A message that waits to be handled. */
export interface PendingMessage {
  readonly id: string;
  readonly contentType: IngressContentType;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly receivedAt: Date;
  readonly attempts: number;
}

const BATCH = 50;

/** Attempts after which a message no longer holds up those behind it; the last pause is a quarter of a minute. */
const ATTEMPTS = 5;
const FIRST_PAUSE_SECONDS = 0.25;

/**
 * The next messages, oldest first; none while the oldest waits for another try, since what came later must not
 * overtake it. One that failed before comes alone, so that it fails nobody else.
 */
export async function nextMessages(db: Database, integrationId: string): Promise<PendingMessage[]> {
  const rows = await db.query<
    Omit<PendingMessage, 'receivedAt'> & { readonly receivedAt: number; readonly waits: boolean }
  >(
    `select id, content_type as "contentType", headers, body, round(extract(epoch from received_at) * 1000)::float8 as "receivedAt", attempts,
            coalesce(next_attempt_at > now(), false) as waits
       from ingress_message where integration_id = $1 and status = 'PENDING' order by id limit ${BATCH}`,
    [integrationId],
  );
  const messages = rows.map((row) => ({ ...row, receivedAt: new Date(row.receivedAt) }));
  const [first] = messages;
  if (!first || first.waits) return [];
  if (first.attempts > 0) return [first];
  const troubled = messages.findIndex(({ attempts }) => attempts > 0);
  return troubled < 0 ? messages : messages.slice(0, troubled);
}

/** Locks those of the messages that still wait: another process may have taken over. */
export async function lockPending(tx: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `select id from ingress_message where id = any($1::uuid[]) and status = 'PENDING' order by id for update`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function markHandled(tx: Queryable, ids: readonly string[]): Promise<void> {
  await tx.query(
    `update ingress_message set status = 'HANDLED', handled_at = now(), reason = null where id = any($1::uuid[])`,
    [ids],
  );
}

export async function setAside(tx: Queryable, id: string, reason: string): Promise<void> {
  await tx.query(
    `update ingress_message set status = 'SET_ASIDE', handled_at = now(), reason = $2, attempts = attempts + 1
      where id = $1`,
    [id, reason],
  );
}

/** Another try after a pause, each four times the one before; after the last one it is set aside. Answers whether it was. */
export async function noteFailedAttempt(
  tx: Queryable,
  { id, attempts }: Pick<PendingMessage, 'id' | 'attempts'>,
  reason: string,
): Promise<boolean> {
  if (attempts + 1 >= ATTEMPTS) {
    await setAside(tx, id, `${reason} (tried ${attempts + 1} times)`);
    return true;
  }
  await tx.query(
    `update ingress_message
        set attempts = attempts + 1, reason = $2, next_attempt_at = now() + make_interval(secs => $3)
      where id = $1`,
    [id, reason, FIRST_PAUSE_SECONDS * 4 ** attempts],
  );
  return false;
}

/** Integrations that take messages and are not suspended. */
export async function activeIntegrations(db: Database): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from integration where ingress is not null and suspended_at is null`,
  );
  return rows.map(({ id }) => id);
}
