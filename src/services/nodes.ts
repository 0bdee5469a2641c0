import type { RequestContext } from './context.ts';

export type NodeLoader = (context: RequestContext, id: string) => Promise<object | null>;

/** How a record of each type with a global id is loaded, by raw uuid and under the viewer's reach: one line a type. */
export const nodeLoaders: Readonly<Record<string, NodeLoader>> = {};
