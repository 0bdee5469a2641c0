import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../services/context.ts';
import type { Prepared } from '../gate/gate.ts';

/** What services need to run a mutation once; null for queries, which may be repeated anyway. */
export function idempotencyOf(
  key: string,
  { operation, hash }: Prepared,
  variables: Record<string, unknown> | undefined,
): RequestContext['idempotency'] {
  if (operation.operation !== 'mutation') return undefined;
  const [only, ...others] = operation.selectionSet.selections.filter(
    (selection) => selection.kind !== 'Field' || selection.name.value !== '__typename',
  );
  // Two mutations would be two transactions: the key could not say which of them had run.
  if (others.length > 0 || only?.kind !== 'Field') {
    throw badRequest('`Idempotency-Key` needs an operation with exactly one mutation.');
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw badRequest('`Idempotency-Key` must be 1 to 255 printable ASCII characters without spaces.');
  }
  const body = JSON.stringify([hash, operation.name?.value ?? null, variables ?? {}]);
  return { key, bodyHash: createHash('sha256').update(body).digest('base64url') };
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}
