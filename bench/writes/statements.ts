import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { newId } from '../../src/shared/ids.ts';
import { seedId } from '../seed.ts';

export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const recording = new AsyncLocalStorage<Statement[]>();

/** What `work` sends to PostgreSQL from `begin` to `commit`, as the driver gets it. */
export async function recordTransaction(work: () => Promise<unknown>): Promise<Statement[]> {
  const { prototype } = pg.Client as unknown as { prototype: { query(...parameters: unknown[]): unknown } };
  const original = prototype.query;
  prototype.query = function query(...parameters) {
    recording.getStore()?.push(statementOf(parameters));
    return original.apply(this, parameters);
  };
  const statements: Statement[] = [];
  try {
    await recording.run(statements, work);
  } finally {
    prototype.query = original;
  }
  const texts = statements.map(({ text }) => text);
  const [first, last] = [texts.indexOf('begin'), texts.indexOf('commit')];
  if (first < 0 || last < 0) throw new Error(`That was no transaction: ${texts.join('; ')}`);
  return statements.slice(first, last + 1);
}

function statementOf([query, values]: readonly unknown[]): Statement {
  if (typeof query === 'string') return { text: query, values: (values as unknown[] | undefined) ?? [] };
  const { name, text, values: own } = query as { name?: string; text: string; values?: unknown[] };
  return { ...(name && { name }), text, values: own ?? (values as unknown[] | undefined) ?? [] };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same transaction for new records: each id in it that `customer` is not becomes a new one. */
export class Replay {
  readonly #statements: readonly Statement[];
  readonly #customer: string;
  readonly #customers: number;
  #turn = 0;

  constructor(statements: readonly Statement[], customer: string, customers: number) {
    this.#statements = statements;
    this.#customer = customer;
    this.#customers = customers;
  }

  /** The ids, by the ones that were recorded. */
  async run(client: pg.ClientBase): Promise<ReadonlyMap<string, string>> {
    const customer = seedId('customer', 1 + ((this.#turn++ * 37) % this.#customers));
    const ids = new Map([[this.#customer, customer]]);
    const renew = (text: string): string =>
      text.replaceAll(UUID, (id) => {
        const renewed = ids.get(id) ?? newId();
        ids.set(id, renewed);
        return renewed;
      });
    for (const { name, text, values } of this.#statements) {
      await client.query({
        ...(name && { name }),
        text: renew(text),
        values: values.map((value) => (typeof value === 'string' ? renew(value) : value)),
      });
    }
    return ids;
  }
}
