import { type Access, ask, askAgain } from './api.ts';
import type { Progress } from './progress.ts';

/** What the writers know when they are done. */
export interface Written {
  /** Names of customers whose creation was acknowledged. */
  readonly created: string[];
  /** Names of customers of which nobody knows: the answer was lost, and not asked for again. */
  readonly unknown: string[];
  /** Acknowledged changes of customers, by id. */
  readonly changes: Map<string, number>;
}

const CREATE = 'mutation ($name: String!) { createCustomer(input: { name: $name }) { customer { id } } }';
const CHANGE = `mutation ($id: ID!, $name: String!) {
  updateCustomer(input: { id: $id, name: $name }) { customer { id } userErrors { code } } }`;

/** How many customers all writers fight for. */
const SHARED = 5;

/**
 * So many clients that create customers and change those they share, as fast as they are answered. Every second one
 * is patient: it asks again with the same `Idempotency-Key` until it is answered. The others never ask twice.
 */
export class Writers {
  readonly written: Written = { created: [], unknown: [], changes: new Map() };
  readonly #access: Access;
  readonly #progress: Progress;
  readonly #done: Promise<unknown>;
  #stopped = false;

  constructor(access: Access, progress: Progress, writers = 16) {
    this.#access = access;
    this.#progress = progress;
    this.#done = this.#writeAll(writers);
    // Told to whoever waits for them to write, too.
    this.#done.catch((error: Error) => progress.fail(error));
  }

  /** Lets everyone finish what is under way. */
  async stop(): Promise<Written> {
    this.#stopped = true;
    await this.#done;
    return this.written;
  }

  async #writeAll(writers: number): Promise<void> {
    const shared: string[] = [];
    for (let number = 0; number < SHARED; number += 1) shared.push(await this.#create(`shared ${number}`));
    await Promise.all(
      Array.from({ length: writers }, (_, writer) =>
        writer % 2 === 0 ? this.#writePatiently(writer, shared) : this.#writeHastily(writer),
      ),
    );
  }

  async #writePatiently(writer: number, shared: readonly string[]): Promise<void> {
    for (let number = 0; !this.#stopped; number += 1) {
      const name = `patient ${writer}/${number}`;
      const id = shared[(writer + number) % shared.length] ?? '';
      if (number % 3 === 2) await this.#change(id, name);
      else await this.#create(name);
    }
  }

  async #create(name: string): Promise<string> {
    const answer = await askAgain<{ createCustomer: { customer: { id: string } } }>(
      this.#access,
      CREATE,
      { name },
      `create ${name}`.replaceAll(' ', '-'),
    );
    this.written.created.push(name);
    this.#progress.note();
    return answer.createCustomer.customer.id;
  }

  async #change(id: string, name: string): Promise<void> {
    const { updateCustomer } = await askAgain<{ updateCustomer: { userErrors: unknown[] } }>(
      this.#access,
      CHANGE,
      { id, name },
      `change ${name}`.replaceAll(' ', '-'),
    );
    if (updateCustomer.userErrors.length > 0)
      throw new Error(`Refused: ${JSON.stringify(updateCustomer.userErrors)}`);
    this.written.changes.set(id, (this.written.changes.get(id) ?? 0) + 1);
    this.#progress.note();
  }

  async #writeHastily(writer: number): Promise<void> {
    for (let number = 0; !this.#stopped; number += 1) {
      const name = `hasty ${writer}/${number}`;
      if (await ask(this.#access, CREATE, { name })) {
        this.written.created.push(name);
        this.#progress.note();
      } else {
        this.written.unknown.push(name);
        await this.#access.server.up;
      }
    }
  }
}
