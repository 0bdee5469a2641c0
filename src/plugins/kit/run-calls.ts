import { z } from 'zod';
import { describePlugin } from './describe-plugin.ts';
import type { PluginContext, PluginDefinition } from './plugin.ts';
import type { Call } from './protocol.ts';

type Log = PluginContext<unknown>['log'];

/** The plugin's side of the calls: one pull at a time, as the host asks for it. */
export class CallRunner {
  readonly #plugin: PluginDefinition;
  readonly #log: Log;
  #pull: { readonly batches: AsyncIterator<unknown>; readonly controller: AbortController } | null = null;

  constructor(plugin: PluginDefinition, log: Log) {
    this.#plugin = plugin;
    this.#log = log;
  }

  async run(call: Call): Promise<unknown> {
    switch (call.call) {
      case 'ping':
        return null;
      case 'describe':
        return describePlugin(this.#plugin);
      case 'validate':
        return this.#optionProblems(call.options);
      case 'check':
        return this.#plugin.check(this.#context(call, new AbortController().signal));
      case 'open':
        return this.#open(call);
      case 'list':
        return this.#list(call);
      case 'next':
        return this.#next();
      case 'close':
        return this.#close();
      case 'handle':
        return this.#handle(call);
    }
  }

  #optionProblems(options: unknown): { path: string[]; message: string }[] {
    const checked = this.#plugin.options.safeParse(options);
    if (checked.success) return [];
    return checked.error.issues.map(({ path, message }) => ({ path: path.map(String), message }));
  }

  async #open(call: Extract<Call, { call: 'open' }>): Promise<null> {
    const stream = this.#stream(call.stream);
    const cursor: unknown = isOlder(call, stream.cursorVersion)
      ? (stream.migrateCursor?.(call.cursor, call.cursorVersion) ?? null)
      : call.cursor;
    await this.#begin(call, async (context) => stream.pull(context, cursor));
    return null;
  }

  /** Answers whether the plugin lists at all. */
  async #list(call: Extract<Call, { call: 'list' }>): Promise<boolean> {
    const stream = this.#stream(call.stream);
    return this.#begin(call, async (context) => (await stream.list?.(context)) ?? null);
  }

  #stream(name: string): NonNullable<PluginDefinition['streams']>[string] {
    const stream = this.#plugin.streams?.[name];
    if (!stream) throw new Error(`the plugin has no stream "${name}"`);
    return stream;
  }

  async #begin(
    call: { options: unknown; workDir: string },
    read: (context: PluginContext<Record<string, unknown>>) => Promise<AsyncIterable<unknown> | null>,
  ): Promise<boolean> {
    await this.#close();
    const controller = new AbortController();
    const batches = await read(this.#context(call, controller.signal));
    this.#pull = batches && { batches: batches[Symbol.asyncIterator](), controller };
    return batches !== null;
  }

  async #next(): Promise<unknown> {
    if (!this.#pull) return null;
    const result: IteratorResult<unknown> = await this.#pull.batches.next();
    if (!result.done) return result.value;
    this.#pull = null;
    return null;
  }

  async #close(): Promise<null> {
    const pull = this.#pull;
    this.#pull = null;
    pull?.controller.abort(new Error('the host ended the pull'));
    await pull?.batches.return?.();
    return null;
  }

  async #handle(call: Extract<Call, { call: 'handle' }>): Promise<unknown> {
    const { ingress } = this.#plugin;
    if (!ingress) throw new Error('the plugin takes no messages');
    return ingress.handle(this.#context(call, new AbortController().signal), call.request);
  }

  #context(
    call: { options: unknown; workDir: string },
    signal: AbortSignal,
  ): PluginContext<Record<string, unknown>> {
    const checked = this.#plugin.options.safeParse(call.options);
    if (!checked.success) throw new Error(`its options are not valid: ${z.prettifyError(checked.error)}`);
    return { options: checked.data, signal, log: this.#log, workDir: call.workDir };
  }
}

function isOlder(call: Extract<Call, { call: 'open' }>, version = 1): boolean {
  return call.cursor !== null && call.cursorVersion < version;
}
