// Numbers of the inbox that the sequencer has passed without seeing a row: drawn by a transaction that rolled
// back, or by one that has not committed yet. A late one must be found before anything that followed it on the
// same record, so every scan looks into all gaps, until it is proven that nothing can come any more.

interface Gap {
  readonly first: bigint;
  readonly last: bigint;
  /** Whoever drew a number of the gap has a transaction id below this one. */
  readonly fence: bigint;
}

/** Beyond this, gaps are merged: correct still, but each scan then walks over what lies between them. */
const MOST_GAPS = 10_000;

export class Gaps {
  #gaps: Gap[] = [];
  /** Sessions that may still fill the gaps, as last looked at: see `holders`. */
  #suspects: ReadonlySet<string> | null = null;
  #cleared = false;

  get size(): number {
    return this.#gaps.length;
  }

  /** The bounds as two parallel arrays: parameters of the scan. */
  bounds(): { readonly firsts: string[]; readonly lasts: string[] } {
    return {
      firsts: this.#gaps.map((gap) => String(gap.first)),
      lasts: this.#gaps.map((gap) => String(gap.last)),
    };
  }

  add(first: bigint, last: bigint, fence: bigint): void {
    if (last < first) return;
    this.#gaps.push({ first, last, fence });
    this.#suspects = null;
    this.#cleared = false;
    if (this.#gaps.length > MOST_GAPS) this.#mergeAll();
  }

  /**
   * After a scan that looked into all gaps: `seqs` were found there and are moved; `xmin` is the lowest
   * transaction id that still ran when it looked. Gaps whose writers had all ended by then stay empty.
   */
  settle(seqs: readonly bigint[], xmin: bigint): void {
    if (this.#cleared) this.#gaps = [];
    this.#cleared = false;
    this.#gaps = this.#gaps.filter((gap) => gap.fence > xmin);
    const found = seqs.toSorted((a, b) => (a < b ? -1 : 1));
    if (found.length > 0) this.#gaps = this.#gaps.flatMap((gap) => without(gap, found));
  }

  /**
   * A transaction that is open for long, though it never touched the inbox, holds `xmin` back. So now and then
   * the caller says which sessions hold a writer's lock on the inbox: once all that held it when the gaps were
   * there are through, the next scan sees whatever can still come.
   */
  holders(sessions: readonly string[]): void {
    const now = new Set(sessions);
    const remaining = this.#suspects ? [...this.#suspects].filter((session) => now.has(session)) : sessions;
    this.#suspects = new Set(remaining);
    this.#cleared = remaining.length === 0;
  }

  #mergeAll(): void {
    const bounds = this.#gaps.reduce((merged, gap) => ({
      first: gap.first < merged.first ? gap.first : merged.first,
      last: gap.last > merged.last ? gap.last : merged.last,
      fence: gap.fence > merged.fence ? gap.fence : merged.fence,
    }));
    this.#gaps = [bounds];
  }
}

function without(gap: Gap, sorted: readonly bigint[]): Gap[] {
  const rest: Gap[] = [];
  let first = gap.first;
  for (const seq of sorted) {
    if (seq < first || seq > gap.last) continue;
    if (seq > first) rest.push({ ...gap, first, last: seq - 1n });
    first = seq + 1n;
  }
  if (first <= gap.last) rest.push({ ...gap, first });
  return rest;
}
