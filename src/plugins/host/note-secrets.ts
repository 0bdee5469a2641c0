import type { Database } from '../../shared/database.ts';
import type { HostLogger } from './host-options.ts';
import { loadIntegration } from './load-integration.ts';

/**
 * Brings the health of integrations in line with the key the server was started with: those whose secrets it does
 * not open say so at once, not only when their next sync fails; those it opens (again) no longer do.
 */
export async function noteUnreadableSecrets(db: Database, key: Buffer, logger: HostLogger): Promise<void> {
  const rows = await db.query<{ id: string; noted: boolean }>(
    `select id, secrets_unreadable_at is not null as noted from integration where sealed_secrets is not null`,
  );
  for (const { id, noted } of rows) {
    const integration = await loadIntegration(db, key, id);
    if (!integration) continue;
    const { name, secretsProblem } = integration;
    if (secretsProblem !== null) logger.warn({ integration: name }, secretsProblem);
    if (secretsProblem === null && !noted) continue;
    await db.query(
      `update integration set last_error = $2,
              secrets_unreadable_at = case when $2::text is not null then coalesce(secrets_unreadable_at, now()) end
        where id = $1`,
      [id, secretsProblem],
    );
  }
}
