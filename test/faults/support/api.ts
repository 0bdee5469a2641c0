import { createApiKey } from '../../../src/services/access/api-keys.ts';
import type { Database } from '../../../src/shared/database.ts';
import { asSystem } from '../../support/viewers.ts';

/** A server that may be away: `up` settles when it is ready. */
export interface Target {
  readonly url: string;
  readonly up: Promise<void>;
}

/** A server, and a key that may do everything. */
export interface Access {
  readonly server: Target;
  readonly key: string;
}

export async function accessTo(server: Target, db: Database): Promise<Access> {
  return { server, key: (await createApiKey(asSystem(db), { name: 'proof', scopes: ['all'] })).key ?? '' };
}

interface Body<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Null when there was no answer, or the answer was that the server cannot answer now: nobody knows what was done. */
export async function ask<Data>(
  { server, key }: Access,
  query: string,
  variables: Record<string, unknown> = {},
  idempotencyKey?: string,
): Promise<Data | null> {
  const body = await post<Data>(`${server.url}/graphql`, {
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    body: JSON.stringify({ query, variables }),
  });
  if (body === null) return null;
  // Anything else would be an answer that a client can do nothing with.
  if (!body.data) throw new Error(`Refused: ${JSON.stringify(body)}`);
  return body.data;
}

/** Until there is an answer: what a client does that needs one. */
export async function askAgain<Data>(
  access: Access,
  query: string,
  variables: Record<string, unknown> = {},
  idempotencyKey?: string,
): Promise<Data> {
  for (;;) {
    const data = await ask<Data>(access, query, variables, idempotencyKey);
    if (data !== null) return data;
    await access.server.up;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function post<Data>(
  url: string,
  request: { headers: Record<string, string>; body: string },
): Promise<Body<Data> | null> {
  try {
    const response = await fetch(url, { method: 'POST', ...request });
    // While it stops, or its database does not answer (`UNAVAILABLE`).
    if (response.status === 503) return null;
    return (await response.json()) as Body<Data>;
  } catch (error) {
    // undici: refused, reset, or ended in the midst of the answer. (By name: jest has a TypeError of its own.)
    if ((error as Error).name === 'TypeError') return null;
    throw error;
  }
}
