import { SecretBoxError } from '../../../shared/secret-box.ts';
import type { Database } from '../../../shared/database.ts';
import type { IngressDescription } from '../../kit/ingress.ts';
import { openSecrets, type Options } from '../secret-options.ts';

/** An integration that takes messages, as far as admitting one needs it. */
export interface IngressIntegration {
  readonly id: string;
  readonly description: IngressDescription;
  readonly urlSecret: string;
  /** Null: it asks for no signatures. */
  readonly hmacKey: string | null;
}

/** How long a change may go unnoticed that another process made. Requests with wrong secrets ask no database. */
const AGE_MS = 1_000;

/** The integrations that take messages, by name. */
export class IngressDirectory {
  readonly #db: Database;
  readonly #secretKey: Buffer;
  #known: {
    readonly until: number;
    readonly byName: Promise<ReadonlyMap<string, IngressIntegration>>;
  } | null = null;

  constructor(db: Database, secretKey: Buffer) {
    this.#db = db;
    this.#secretKey = secretKey;
  }

  async find(name: string): Promise<IngressIntegration | null> {
    const now = Date.now();
    if (!this.#known || this.#known.until < now) {
      const byName = this.#load();
      this.#known = { until: now + AGE_MS, byName };
      byName.catch(() => this.forget());
    }
    return (await this.#known.byName).get(name) ?? null;
  }

  /** After a change by this process. */
  forget(): void {
    this.#known = null;
  }

  async #load(): Promise<ReadonlyMap<string, IngressIntegration>> {
    const rows = await this.#db.query<{
      id: string;
      name: string;
      ingress: IngressDescription;
      sealed_secrets: Buffer | null;
    }>(`select id, name, ingress, sealed_secrets from integration where ingress is not null`);
    return new Map(
      rows.flatMap(({ id, name, ingress, sealed_secrets: sealed }) => {
        const secrets = this.#open(id, sealed);
        const urlSecret = secrets[ingress.urlSecret];
        // Without its secret (lost with the key) nobody can be told from anybody: it takes nothing.
        if (typeof urlSecret !== 'string' || urlSecret === '') return [];
        const hmacKey = ingress.hmac ? secrets[ingress.hmac.secret] : undefined;
        const found = {
          id,
          description: ingress,
          urlSecret,
          hmacKey: typeof hmacKey === 'string' ? hmacKey : null,
        };
        return [[name, found] as const];
      }),
    );
  }

  #open(id: string, sealed: Buffer | null): Options {
    try {
      return openSecrets(this.#secretKey, id, sealed);
    } catch (error) {
      if (error instanceof SecretBoxError) return {};
      throw error;
    }
  }
}
