import { LockMode, type EntityClass } from '@mikro-orm/core';
import type { VersionedRecord } from '../../entities/record.ts';
import { DomainError } from '../../shared/errors.ts';
import { encodeId } from '../../shared/ids.ts';
import type { Transaction } from '../transaction.ts';

/**
 * Loads and locks the record that is about to change. Reach is the caller's to check first; a version that is
 * not the current one is refused before anything is decided.
 */
export async function lockRecord<Entity extends VersionedRecord>(
  tx: Transaction,
  entity: EntityClass<Entity>,
  id: string,
  {
    field = 'id',
    expectedVersion,
    versionField = 'expectedVersion',
  }: { field?: string; expectedVersion?: number | null; versionField?: string } = {},
): Promise<Entity> {
  const record = await tx.em.findOne(entity, { id } as never, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!record) throw notFound(entity.name, id, field);
  if (expectedVersion != null && expectedVersion !== record.version) {
    throw new DomainError(
      'CONFLICT',
      `The record is at version ${record.version}, you expected ${expectedVersion}: read it again and repeat the change.`,
      versionField,
    );
  }
  return record;
}

/** What one may not see answers exactly like what never existed. */
export function notFound(typeName: string, id: string, field: string): DomainError {
  return new DomainError('NOT_FOUND', `There is no ${typeName} ${encodeId(typeName, id)}.`, field);
}

/**
 * Sets what an input names: an omitted field (undefined) leaves things as they are, null clears. Answers the names
 * of the fields whose value is now another one.
 */
export function applyChanges<Entity extends object>(record: Entity, changes: Partial<Entity>): string[] {
  const changed: string[] = [];
  for (const key of Object.keys(changes) as (keyof Entity & string)[]) {
    const value = changes[key];
    if (value === undefined || sameValue(record[key], value)) continue;
    record[key] = value;
    changed.push(key);
  }
  return changed;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
