import type { Queryable } from '../../shared/database.ts';
import { DomainError } from '../../shared/errors.ts';
import { decodeIdOf, encodeId } from '../../shared/ids.ts';
import type { KeyOwnerInput } from './key-owner.ts';

/** Whom a key is to stand for, as an operator says it: by id, or by the name people use. */
export interface NamedOwner {
  /** Global id or e-mail address. */
  readonly agent?: string | undefined;
  /** Global id or name, in any case. */
  readonly partner?: string | undefined;
  /** Global id or customer number. */
  readonly customer?: string | undefined;
}

const lookUps = {
  agent: {
    typeName: 'Agent',
    known: 'id or e-mail address',
    sql: 'select id from agent where email = lower($1)',
  },
  partner: {
    typeName: 'Partner',
    known: 'id or name',
    sql: 'select id from partner where lower(name) = lower($1)',
  },
  customer: {
    typeName: 'Customer',
    known: 'id or customer number',
    sql: 'select id from customer where customer_number = $1',
  },
} as const;

export async function ownerByName(db: Queryable, owner: NamedOwner): Promise<KeyOwnerInput> {
  return {
    agentId: await find(db, 'agent', owner.agent),
    partnerId: await find(db, 'partner', owner.partner),
    customerId: await find(db, 'customer', owner.customer),
  };
}

async function find(
  db: Queryable,
  field: keyof NamedOwner,
  text: string | undefined,
): Promise<string | null> {
  if (text === undefined) return null;
  const { typeName, known, sql } = lookUps[field];
  if (decodeIdOf(typeName, text)) return text;
  const [row, second] = await db.query<{ id: string }>(sql, [text.trim()]);
  if (!row)
    throw new DomainError(
      'NOT_FOUND',
      `There is no ${field} with the ${known} ${JSON.stringify(text)}.`,
      field,
    );
  if (second)
    throw new DomainError(
      'INVALID',
      `Several ${field}s are called ${JSON.stringify(text)}: give the id.`,
      field,
    );
  return encodeId(typeName, row.id);
}
