/**
 * Sets among which those are found that may be alike: that have at least half of what either has in common. Of a and b
 * members they share (a + b) / 3 then. Their members in one common order, one that they share stands among the first
 * a - shared + 1 of the one and the first b - shared + 1 of the other, or they do not share so many ("prefix filtering",
 * Chaudhuri, Ganti, Kaushik 2006). With the rarest first, what every set has is hardly ever looked up.
 */
export class AlikeSets<Value> {
  /** By a member, the size of the set, and the member's place in it. */
  readonly #byMember = new Map<string, Map<number, (Value[] | undefined)[]>>();

  /** The members each once, in the common order. */
  add(members: readonly string[], value: Value): void {
    for (const [place, member] of members.entries()) {
      const bySize = this.#byMember.get(member) ?? new Map<number, (Value[] | undefined)[]>();
      this.#byMember.set(member, bySize);
      const byPlace = bySize.get(members.length) ?? [];
      bySize.set(members.length, byPlace);
      (byPlace[place] ??= []).push(value);
    }
  }

  /** All that are alike, and a few more. */
  candidates(members: readonly string[]): ReadonlySet<Value> {
    const found = new Set<Value>();
    for (const [place, member] of members.entries()) {
      for (const [size, byPlace] of this.#byMember.get(member) ?? []) {
        const shared = Math.ceil((members.length + size) / 3);
        if (place > members.length - shared) continue;
        const first = byPlace.slice(0, Math.max(0, size - shared + 1));
        for (const value of first.flatMap((values) => values ?? [])) found.add(value);
      }
    }
    return found;
  }
}
