export * from './define-plugin.ts';
export * from './plugin.ts';
export * from './records.ts';
/** The options of a plugin are a `z.object(…)` of this zod. */
export { z } from 'zod';
