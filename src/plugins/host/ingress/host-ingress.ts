import type { Signals } from '../../../events/signals.ts';
import { lockClasses, SyncLocks } from '../sync-locks.ts';
import { Backlog } from './backlog.ts';
import { IngressDirectory, type IngressIntegration } from './directory.ts';
import { type IngressAnswer, IngressReceiver, type ReceivedMessage } from './receive.ts';
import type { WorkerParts } from './worker.ts';
import { IngressWorkers } from './workers.ts';

export type { IngressIntegration } from './directory.ts';
export type { IngressAnswer, ReceivedMessage } from './receive.ts';

/** Messages that other systems post: what HTTP needs of the host. */
export interface Ingress {
  /** Whose URL it is; null for a wrong secret just as for an integration that does not exist. */
  admit(name: string, secret: string): Promise<IngressIntegration | null>;
  /** Checks and stores a message, and says what to answer; the plugin handles it later. */
  accept(integration: IngressIntegration, message: ReceivedMessage): Promise<IngressAnswer>;
}

export interface IngressSettings {
  readonly signals: Signals | null;
  /** How many messages of an integration may wait to be handled. */
  readonly waitingLimit: number;
}

export class HostIngress implements Ingress {
  readonly #directory: IngressDirectory;
  readonly #receiver: IngressReceiver;
  readonly #workers: IngressWorkers;
  readonly #locks: SyncLocks;

  constructor(parts: Omit<WorkerParts, 'locks'>, { signals, waitingLimit }: IngressSettings) {
    const { db, secretKey, logger } = parts;
    this.#locks = new SyncLocks(db.url, lockClasses.ingress);
    this.#directory = new IngressDirectory(db, secretKey);
    this.#workers = new IngressWorkers({ ...parts, locks: this.#locks }, signals);
    this.#receiver = new IngressReceiver({
      db,
      directory: this.#directory,
      backlog: new Backlog({ db, logger, limit: waitingLimit }),
      onStored: (id) => this.#workers.stored(id),
    });
  }

  start(): void {
    this.#workers.start();
  }

  admit(name: string, secret: string): Promise<IngressIntegration | null> {
    return this.#receiver.admit(name, secret);
  }

  accept(integration: IngressIntegration, message: ReceivedMessage): Promise<IngressAnswer> {
    return this.#receiver.accept(integration, message);
  }

  /** After an integration was added, changed, suspended or resumed, or messages are to be tried again. */
  async changed(integrationId: string): Promise<void> {
    this.#directory.forget();
    await this.#workers.changed(integrationId);
  }

  async stop(): Promise<void> {
    await this.#workers.stop();
    await this.#locks.close();
  }
}
