import { lacksSecrets } from '../../services/integrations/health.ts';
import type { Database } from '../../shared/database.ts';
import type { HostLogger } from './host-options.ts';
import { loadIntegration } from './load-integration.ts';

/**
 * Brings the health of integrations in line with the key the server was started with: those whose secrets it does
 * not open say so at once, not only when their next sync fails; those it opens (again) no longer do.
 */
export async function noteUnreadableSecrets(db: Database, key: Buffer, logger: HostLogger): Promise<void> {
  const rows = await db.query<{ id: string; noted: boolean }>(
    `select i.id, ${lacksSecrets('i')} as noted from integration i where i.sealed_secrets is not null`,
  );
  for (const { id, noted } of rows) {
    const integration = await loadIntegration(db, key, id);
    if (!integration) continue;
    const { name, secretsProblem } = integration;
    if (secretsProblem !== null) logger.warn({ integration: name }, secretsProblem);
    if (secretsProblem === null && !noted) continue;
    await db.query(`update integration set last_error = $2 where id = $1`, [id, secretsProblem]);
  }
}
