import type { PluginHost } from '../../../plugins/host/plugin-host.ts';
import type { RequestContext } from '../../../services/context.ts';

/** What a command works with. */
export interface Session {
  readonly context: RequestContext;
  readonly host: PluginHost;
}

/** For options that may be repeated. */
export const collect = (value: string, all: readonly string[]): string[] => [...all, value];

export function print(what: unknown): void {
  process.stdout.write(`${typeof what === 'string' ? what : JSON.stringify(what, null, 2)}\n`);
}
