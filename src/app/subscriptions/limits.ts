import type { Viewer } from '../../services/access/viewer.ts';

/** What every socket and every event stream keeps to. */
export interface StreamLimits {
  /** Milliseconds between two pings; a socket that does not answer one until the next is cut off. */
  readonly keepAlive: number;
  /** Who lets more bytes than this pile up is cut off. */
  readonly maxBufferedBytes: number;
  readonly socketLimit: SocketLimit;
}

/** How many sockets and event streams each viewer has open on this process. */
export class SocketLimit {
  readonly #most: number;
  readonly #open = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** How to give the place back, which may be said more than once; null where all are taken. */
  take({ keyId, name }: Viewer): (() => void) | null {
    const viewer = keyId ?? name;
    const open = this.#open.get(viewer) ?? 0;
    if (open >= this.#most) return null;
    this.#open.set(viewer, open + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.#open.get(viewer) ?? 1) - 1;
      if (left > 0) this.#open.set(viewer, left);
      else this.#open.delete(viewer);
    };
  }

  get refusal(): string {
    return `One key has at most ${this.#most} sockets and event streams at a time.`;
  }
}
