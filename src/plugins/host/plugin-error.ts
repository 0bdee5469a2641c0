/** The plugin did what it may: an upstream that is down, an option that is wrong. The process goes on. */
export class PluginCallError extends Error {
  override readonly name = 'PluginCallError';
}

/** The plugin's process ended, hung, grew past its limit or wrote garbage: there is no process any more. */
export class PluginCrash extends Error {
  override readonly name = 'PluginCrash';
}

/** The host itself ended the work: shutdown, suspension, another process took over. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Whether it is the plugin's or the operator's business, and no fault of the host's own. */
export function isExpected(error: unknown): boolean {
  return error instanceof PluginCallError || error instanceof PluginCrash || error instanceof Interrupted;
}
