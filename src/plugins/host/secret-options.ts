import { open, seal } from '../../shared/secret-box.ts';

export type Options = Readonly<Record<string, unknown>>;

/** An integration's options as they are stored: what may be shown apart from what may not. */
export interface StoredOptions {
  readonly options: Options;
  /** Names of the secret options that are set. */
  readonly secrets: readonly string[];
  readonly sealedSecrets: Buffer | null;
}

/** Splits options into plain and secret ones and seals the latter; a box opens only for its own integration. */
export function sealOptions(
  key: Buffer,
  integrationId: string,
  options: Options,
  secretNames: readonly string[],
): StoredOptions {
  const isSecret = new Set(secretNames);
  const entries = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  const secret = entries.filter(([name]) => isSecret.has(name));
  return {
    options: Object.fromEntries(entries.filter(([name]) => !isSecret.has(name))),
    secrets: secret.map(([name]) => name).toSorted(),
    sealedSecrets:
      secret.length === 0
        ? null
        : seal(key, JSON.stringify(Object.fromEntries(secret)), boundTo(integrationId)),
  };
}

export function openSecrets(key: Buffer, integrationId: string, sealed: Uint8Array | null): Options {
  return sealed === null ? {} : (JSON.parse(open(key, sealed, boundTo(integrationId))) as Options);
}

function boundTo(integrationId: string): string {
  return `integration:${integrationId}:options`;
}
