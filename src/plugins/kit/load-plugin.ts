import { registerHooks } from 'node:module';
import { z } from 'zod';
import type { PluginDefinition } from './plugin.ts';

/** The kit and what its contract is written in: a plugin folder without an `npm install` gets the host's. */
const provided: Readonly<Record<string, string>> = {
  '@kontor/plugin-kit': new URL(
    import.meta.url.endsWith('.ts') ? './index.ts' : './index.js',
    import.meta.url,
  ).href,
  zod: import.meta.resolve('zod'),
};

const shape = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  requires: z.string(),
  description: z.string(),
  options: z.custom(
    (value) => typeof value === 'object' && value !== null && '_zod' in value,
    'must be a z.object(…)',
  ),
  check: z.custom((value) => typeof value === 'function', 'must be a function'),
  streams: z
    .record(
      z.string(),
      z.object({
        record: z.string(),
        description: z.string(),
        pull: z.custom((value) => typeof value === 'function', 'must be an async generator function'),
      }),
    )
    .optional(),
  ingress: z
    .object({ handle: z.custom((value) => typeof value === 'function', 'must be a function') })
    .optional(),
});

/** Imports the plugin at a file URL and checks that its default export is one. */
export async function loadPlugin(url: string): Promise<PluginDefinition> {
  provideKit();
  const module = (await import(url)) as { default?: unknown };
  const checked = shape.safeParse(module.default);
  if (!checked.success) {
    throw new Error(`its default export is not what definePlugin returns: ${z.prettifyError(checked.error)}`);
  }
  return module.default as PluginDefinition;
}

function provideKit(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const fallback = provided[specifier];
      if (fallback === undefined) return next(specifier, context);
      try {
        // What the plugin has installed itself comes first: it was tested with that.
        return next(specifier, context);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
        return { url: fallback, shortCircuit: true };
      }
    },
  });
}
