import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

export interface Parameters {
  readonly source: string;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown>;
}

const schema = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** What a request for an event stream asks for, from its URL or its JSON body; a string says what is wrong with it. */
export function parametersOf(request: FastifyRequest): Parameters | string {
  const given = request.method === 'GET' ? fromUrl(request) : request.body;
  if (typeof given === 'string') return given;
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    return 'An event stream needs `query`, and may have `operationName` and `variables` (an object), in the URL or as JSON.';
  }
  const { query, operationName, variables } = parsed.data;
  return { source: query, operationName: operationName ?? null, variables: variables ?? {} };
}

function fromUrl({ query }: FastifyRequest): unknown {
  const { variables, ...rest } = query as Record<string, unknown>;
  if (typeof variables !== 'string' || variables === '') return rest;
  try {
    return { ...rest, variables: JSON.parse(variables) as unknown };
  } catch {
    return '`variables` must be JSON.';
  }
}
