import { sendSignal, type Signals } from '../../../events/signals.ts';
import { activeIntegrations } from './messages.ts';
import { IngressWorker, type WorkerParts } from './worker.ts';

/** How often every process looks for messages that nobody told it of; the truth, should a signal be lost. */
const POLL_MS = 1_000;

const TOPIC = 'ingress';

/** One worker for each integration that takes messages. */
export class IngressWorkers {
  readonly #parts: WorkerParts;
  readonly #signals: Signals | null;
  readonly #workers = new Map<string, IngressWorker>();
  #poll: NodeJS.Timeout | null = null;
  #polling: Promise<void> = Promise.resolve();
  #news: AsyncIterableIterator<string> | null = null;

  constructor(parts: WorkerParts, signals: Signals | null) {
    this.#parts = parts;
    this.#signals = signals;
  }

  start(): void {
    this.#poll = setInterval(() => this.#look(), POLL_MS);
    this.#look();
    if (this.#signals) {
      this.#news = this.#signals.subscribe<string>(TOPIC, { keep: 1_000 });
      void this.#listen(this.#news);
    }
  }

  /** A message was stored: whoever is in charge of the integration handles it now. */
  stored(integrationId: string): void {
    const worker = this.#workers.get(integrationId);
    worker?.wake();
    if (worker?.isOwner) return;
    sendSignal(this.#parts.db, TOPIC, integrationId).catch((error: unknown) => {
      this.#parts.logger.debug({ err: error }, 'a message could not be told of');
    });
  }

  /** The integration was changed: its process starts anew, or ends. */
  async changed(integrationId: string): Promise<void> {
    const worker = this.#workers.get(integrationId);
    this.#workers.delete(integrationId);
    await worker?.stop('The integration was changed.');
    if (this.#poll) this.#look();
  }

  async stop(): Promise<void> {
    if (this.#poll) clearInterval(this.#poll);
    this.#poll = null;
    await this.#news?.return?.();
    await this.#polling;
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop('Kontor was stopped.')));
    this.#workers.clear();
  }

  #look(): void {
    const { logger } = this.#parts;
    this.#polling = this.#polling
      .then(() => this.#wakeAll())
      .catch((error: unknown) => logger.warn({ err: error }, 'could not look for messages; trying again'));
  }

  async #wakeAll(): Promise<void> {
    if (!this.#poll) return;
    const active = new Set(await activeIntegrations(this.#parts.db));
    for (const [id, worker] of this.#workers) {
      if (active.has(id)) continue;
      this.#workers.delete(id);
      await worker.stop('The integration was suspended.');
    }
    for (const id of active) {
      const worker = this.#workers.get(id) ?? new IngressWorker(this.#parts, id);
      this.#workers.set(id, worker);
      worker.wake();
    }
  }

  async #listen(news: AsyncIterableIterator<string>): Promise<void> {
    for await (const integrationId of news) this.#workers.get(integrationId)?.wake();
  }
}
