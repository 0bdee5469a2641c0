import type { Tables } from './types.ts';
import { tableNames } from './types.ts';

interface Entry<T> {
  readonly position: number;
  readonly row: T;
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** Go on from here: the position of the last row, or of the whole ledger when nothing is left. */
  readonly position: number;
  readonly remaining: number;
}

/**
 * The ERP's tables with a change feed: every write gets the next position, and a row is listed under its
 * latest one only. A Map keeps insertion order, so deleting and setting again keeps a table in feed order.
 */
export class Ledger {
  private readonly tables = Object.fromEntries(tableNames.map((name) => [name, new Map()])) as {
    [N in keyof Tables]: Map<string, Entry<Tables[N]>>;
  };

  private last = 0;

  get position(): number {
    return this.last;
  }

  put<N extends keyof Tables>(name: N, id: string, row: Tables[N]): void {
    const table: Map<string, Entry<Tables[N]>> = this.tables[name];
    table.delete(id);
    this.last += 1;
    table.set(id, { position: this.last, row });
  }

  get<N extends keyof Tables>(name: N, id: string): Tables[N] {
    const table: Map<string, Entry<Tables[N]>> = this.tables[name];
    const entry = table.get(id);
    if (!entry) throw new Error(`${name} ${id} does not exist`);
    return entry.row;
  }

  count(name: keyof Tables): number {
    return this.tables[name].size;
  }

  changedSince<N extends keyof Tables>(name: N, position: number, limit: number): Page<Tables[N]> {
    const table: Map<string, Entry<Tables[N]>> = this.tables[name];
    const rows: Tables[N][] = [];
    let remaining = 0;
    let reached = position;
    for (const entry of table.values()) {
      if (entry.position <= position) continue;
      if (rows.length < limit) {
        rows.push(entry.row);
        reached = entry.position;
      } else {
        remaining += 1;
      }
    }
    return { rows, position: remaining === 0 ? this.last : reached, remaining };
  }
}
