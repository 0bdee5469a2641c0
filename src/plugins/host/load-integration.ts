import type { Queryable } from '../../shared/database.ts';
import { findIntegration, type IntegrationKey } from '../../services/integrations/find-integration.ts';
import { unreadableSecrets } from '../../services/integrations/health.ts';
import { DomainError } from '../../shared/errors.ts';
import { SecretBoxError } from '../../shared/secret-box.ts';
import { maskOf, type Mask } from './mask.ts';
import { openSecrets, type Options } from './secret-options.ts';

/** An integration as the host works with it; secrets in clear, never to leave the host but for the plugin. */
export interface LoadedIntegration {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  readonly plainOptions: Options;
  readonly secrets: Options;
  /** Names of the secret options that are set, also where their values cannot be read. */
  readonly secretNames: readonly string[];
  /** Why its secrets cannot be used: the key was lost or changed. They can only be entered again. */
  readonly secretsProblem: string | null;
  readonly intervalSeconds: number | null;
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
    secrets: string[];
    sealed_secrets: Buffer | null;
    interval_seconds: number | null;
  }>(
    `select name, plugin, options, secrets, sealed_secrets, interval_seconds from integration where id = $1`,
    [id],
  );
  if (!row) return null;
  const { secrets, secretsProblem } = opened(key, id, row);
  return {
    id,
    name: row.name,
    plugin: row.plugin,
    plainOptions: row.options,
    secrets,
    secretNames: row.secrets,
    secretsProblem,
    intervalSeconds: row.interval_seconds,
    mask: maskOf(Object.values(secrets)),
  };
}

/** The integration that somebody names; NOT_FOUND where there is none. */
export async function requireIntegration(
  db: Queryable,
  secretKey: Buffer,
  key: IntegrationKey,
): Promise<LoadedIntegration> {
  const integration = await loadIntegration(db, secretKey, await findIntegration(db, key));
  if (!integration) throw new DomainError('NOT_FOUND', 'The integration is gone.', 'id');
  return integration;
}

/** For what needs the secrets: refuses where they cannot be read. */
export function requireSecrets({ secretsProblem }: LoadedIntegration): void {
  if (secretsProblem !== null) throw new DomainError('INTEGRATION_FAILED', secretsProblem);
}

interface Sealed {
  readonly name: string;
  readonly secrets: readonly string[];
  readonly sealed_secrets: Buffer | null;
}

function opened(
  key: Buffer,
  id: string,
  { name, secrets, sealed_secrets: sealed }: Sealed,
): Pick<LoadedIntegration, 'secrets' | 'secretsProblem'> {
  try {
    return { secrets: openSecrets(key, id, sealed), secretsProblem: null };
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error;
    return { secrets: {}, secretsProblem: unreadableSecrets(name, secrets) };
  }
}
