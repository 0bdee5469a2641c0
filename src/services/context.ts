import type DataLoader from 'dataloader';
import type { Database } from '../shared/database.ts';
import type { Viewer } from './access/viewer.ts';

/** What every service and loader gets: who asks, and the database. One per HTTP request or per delivered event. */
export interface RequestContext {
  readonly db: Database;
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  /** Sent with a mutation (`Idempotency-Key`), if the caller did; see services/transaction. */
  readonly idempotency?: { readonly key: string; readonly bodyHash: string };
}

/** The DataLoaders of one request, made when first asked for: keyed by what they load and its arguments. */
export class Loaders {
  readonly #loaders = new Map<string, DataLoader<string, unknown>>();

  get<Value>(key: string, make: () => DataLoader<string, Value>): DataLoader<string, Value> {
    let loader = this.#loaders.get(key) as DataLoader<string, Value> | undefined;
    if (!loader) {
      loader = make();
      this.#loaders.set(key, loader);
    }
    return loader;
  }

  /** After a write in the same request: the answer must show what was written. */
  clear(): void {
    this.#loaders.clear();
  }
}

export function requestContext(db: Database, viewer: Viewer): RequestContext {
  return { db, viewer, loaders: new Loaders() };
}
