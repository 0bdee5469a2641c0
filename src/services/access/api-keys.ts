import { z } from 'zod';
import { ApiKey } from '../../entities/access/api-key.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { notFound } from '../writes/records.ts';
import { forgetViewers } from './authenticate.ts';
import { checkSingleOwner, findOwner, isOutsider, type KeyOwnerInput } from './key-owner.ts';
import { grantedScopes } from './key-scopes.ts';
import { requireWholeReach } from './require-whole-reach.ts';
import { newSecretKey } from './secret-key.ts';

export interface CreateApiKeyInput extends KeyOwnerInput {
  readonly name: string;
  /** `customers:read`; `customers:*` and `all` stand for whatever such a key may have. */
  readonly scopes: readonly string[];
  readonly expiresAt?: Date | null;
}

export interface CreatedApiKey {
  /** Raw uuid. */
  readonly id: string;
  /** Null when this was a repetition (`Idempotency-Key`): it is stored nowhere, so it is shown once. */
  readonly key: string | null;
}

const createInput = z.object({
  name: z.string().trim().min(1, 'must say what the key is for').max(200),
  scopes: z.array(z.string()),
  expiresAt: z
    .date()
    .refine((instant) => instant.getTime() > Date.now(), 'must lie in the future')
    .nullish(),
});

export async function createApiKey(
  context: RequestContext,
  input: CreateApiKeyInput,
): Promise<CreatedApiKey> {
  requireWholeReach(context, 'manage API keys');
  const { name, scopes, expiresAt } = checkInput(createInput, input);
  checkSingleOwner(input);
  const granted = grantedScopes(scopes, isOutsider(input), context.viewer.scopes);

  // Outside of the transaction's result, which an Idempotency-Key would store.
  const secret = newSecretKey();
  let isNew = false;
  const { id } = await inTransaction(context, async (tx) => {
    isNew = true;
    const owner = await findOwner(tx, input);
    const key = Object.assign(new ApiKey(), owner, {
      name,
      prefix: secret.prefix,
      hash: secret.hash,
      scopes: [...granted],
      expiresAt: expiresAt ?? null,
    });
    tx.em.persist(key);
    tx.announce({
      type: 'api_key.created',
      subject: { type: 'ApiKey', id: key.id },
      customerId: null,
      data: { name, prefix: key.prefix, scopes: granted, expiresAt: key.expiresAt },
    });
    return { id: key.id };
  });
  return { id, key: isNew ? secret.text : null };
}

/** Takes a key back, at once. Revoking it again changes nothing. */
export async function revokeApiKey(
  context: RequestContext,
  input: { readonly id: string },
): Promise<{ id: string }> {
  requireWholeReach(context, 'manage API keys');
  const id = decodeRequiredId('ApiKey', input.id, 'id');
  await inTransaction(context, async (tx) => {
    const [key] = await tx.query<{ name: string; prefix: string; revoked: boolean }>(
      'select name, prefix, revoked_at is not null as revoked from api_key where id = $1 for update',
      [id],
    );
    if (!key) throw notFound('ApiKey', id, 'id');
    if (key.revoked) return { id };
    await tx.query('update api_key set revoked_at = now() where id = $1', [id]);
    tx.announce({
      type: 'api_key.revoked',
      subject: { type: 'ApiKey', id },
      customerId: null,
      data: { name: key.name, prefix: key.prefix },
    });
    return { id };
  });
  forgetViewers(context.db);
  return { id };
}
