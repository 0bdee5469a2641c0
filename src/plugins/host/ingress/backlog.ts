import type { Database } from '../../../shared/database.ts';
import type { HostLogger } from '../host-options.ts';

/** How long a count is believed, from which what this process takes meanwhile is taken off. */
const AGE_MS = 1_000;

/** How often the operator is told, while messages are refused. */
const TELL_EVERY_MS = 60_000;

interface Room {
  /** What was left when it was counted. */
  readonly counted: number;
  left: number;
}

interface Counting {
  readonly until: number;
  readonly room: Promise<Room>;
}

/**
 * Bounds the messages that wait while a plugin does not run: what was acknowledged is never dropped, so there must be
 * an end of what is acknowledged.
 */
export class Backlog {
  readonly #db: Database;
  readonly #logger: HostLogger;
  readonly #limit: number;
  readonly #countings = new Map<string, Counting>();
  readonly #toldAt = new Map<string, number>();

  constructor({ db, logger, limit }: { db: Database; logger: HostLogger; limit: number }) {
    this.#db = db;
    this.#logger = logger;
    this.#limit = limit;
  }

  /**
   * Whether there is room for one more message of the integration, which is counted then. It is nearly exact: what
   * other requests and processes are about to store may come on top.
   */
  async takesOneMore(integrationId: string): Promise<boolean> {
    const counting = this.#counting(integrationId);
    let room = await counting.room;
    if (room.left === 0 && room.counted > 0) {
      // We took it all ourselves, and it may be handled by now.
      if (this.#countings.get(integrationId) === counting) this.#countings.delete(integrationId);
      room = await this.#counting(integrationId).room;
    }
    if (room.left > 0) {
      room.left -= 1;
      return true;
    }
    await this.#tell(integrationId);
    return false;
  }

  #counting(integrationId: string): Counting {
    const known = this.#countings.get(integrationId);
    if (known && known.until > Date.now()) return known;
    const counting = { until: Date.now() + AGE_MS, room: this.#count(integrationId) };
    this.#countings.set(integrationId, counting);
    counting.room.catch(() => this.#countings.delete(integrationId));
    return counting;
  }

  async #count(integrationId: string): Promise<Room> {
    const [row] = await this.#db.query<{ waiting: number }>(
      `select count(*)::int as waiting from (
         select from ingress_message where integration_id = $1 and status = 'PENDING' limit $2) w`,
      [integrationId, this.#limit],
    );
    const counted = this.#limit - (row?.waiting ?? 0);
    return { counted, left: counted };
  }

  async #tell(integrationId: string): Promise<void> {
    const now = Date.now();
    if (now - (this.#toldAt.get(integrationId) ?? 0) < TELL_EVERY_MS) return;
    this.#toldAt.set(integrationId, now);
    this.#logger.error(
      { integrationId, limit: this.#limit },
      'messages are refused: too many wait to be handled',
    );
    // Apart from what syncs and handled messages say: neither do they end it, nor is it a sync that failed.
    await this.#db.query(`update integration set ingress_refused_at = now() where id = $1`, [integrationId]);
  }
}
