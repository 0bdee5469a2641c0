import type { Queryable } from '../../shared/database.ts';
import { maskOf, type Mask } from './mask.ts';
import { openSecrets, type Options } from './secret-options.ts';

/** An integration as the host works with it; secrets in clear, never to leave the host but for the plugin. */
export interface LoadedIntegration {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  readonly plainOptions: Options;
  readonly secrets: Options;
  readonly intervalSeconds: number | null;
  readonly suspended: boolean;
  readonly consecutiveFailures: number;
  readonly secondsSinceRun: number | null;
  readonly mask: Mask;
}

export async function loadIntegration(
  db: Queryable,
  key: Buffer,
  id: string,
): Promise<LoadedIntegration | null> {
  const [row] = await db.query<{
    name: string;
    plugin: string;
    options: Options;
    sealed_secrets: Buffer | null;
    interval_seconds: number | null;
    suspended: boolean;
    consecutive_failures: number;
    seconds_since_run: number | null;
  }>(
    `select name, plugin, options, sealed_secrets, interval_seconds, suspended_at is not null as suspended,
            consecutive_failures,
            extract(epoch from now() - greatest(last_success_at, last_failure_at))::float8 as seconds_since_run
       from integration where id = $1`,
    [id],
  );
  if (!row) return null;
  const secrets = openSecrets(key, id, row.sealed_secrets);
  return {
    id,
    name: row.name,
    plugin: row.plugin,
    plainOptions: row.options,
    secrets,
    intervalSeconds: row.interval_seconds,
    suspended: row.suspended,
    consecutiveFailures: row.consecutive_failures,
    secondsSinceRun: row.seconds_since_run,
    mask: maskOf(Object.values(secrets)),
  };
}

const LONGEST_BACKOFF_SECONDS = 60 * 60;

/** Seconds to the next sync: the interval, doubled with each failure in a row up to an hour; null: only on demand. */
export function nextDelay(
  integration: Pick<LoadedIntegration, 'intervalSeconds' | 'suspended' | 'consecutiveFailures'>,
): number | null {
  const { intervalSeconds, suspended, consecutiveFailures } = integration;
  if (intervalSeconds === null || suspended) return null;
  const backoff = intervalSeconds * 2 ** Math.min(consecutiveFailures, 12);
  return Math.max(intervalSeconds, Math.min(backoff, LONGEST_BACKOFF_SECONDS));
}
