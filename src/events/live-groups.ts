import type { Live } from './feed-subscription.ts';
import { LiveGroup, type LiveGroupOptions } from './live-group.ts';
import type { LogReader } from './log-reader.ts';

/** The groups of a feed, by what their members are shown. */
export class LiveGroups {
  readonly #options: Pick<LiveGroupOptions, 'tail' | 'logger'>;
  readonly #groups = new Map<string, LiveGroup>();

  constructor(options: Pick<LiveGroupOptions, 'tail' | 'logger'>) {
    this.#options = options;
  }

  get size(): number {
    return this.#groups.size;
  }

  /** How many events they hold of their own. */
  get held(): number {
    return [...this.#groups.values()].reduce((sum, { held }) => sum + held, 0);
  }

  /**
   * The group that serves those of this key now; where there is none a new one, which begins where the reader is. A group
   * that has ended is found no longer, from the same step on.
   */
  of(epoch: string, { key: shown, execute }: Live<unknown>, reader: LogReader): LiveGroup {
    // Whoever still follows the log as it was before a restore meets nobody of the new one.
    const key = `${epoch} ${shown}`;
    const known = this.#groups.get(key);
    if (known) return known;
    const onEnd = () => void this.#groups.delete(key);
    const group = new LiveGroup({ ...this.#options, reader, execute, onEnd });
    this.#groups.set(key, group);
    return group;
  }
}
