import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { DomainError } from '../../shared/errors.ts';

/**
 * Turns the violation of a named unique constraint into ALREADY_EXISTS. The database decides, not a look-up before:
 * two requests at once would both find nothing.
 */
export async function refuseDuplicates<Result>(
  constraints: Readonly<Record<string, { field: string; message: string }>>,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const constraint = error instanceof UniqueConstraintViolationException ? constraintOf(error) : undefined;
    const known = constraint ? constraints[constraint] : undefined;
    if (!known) throw error;
    throw new DomainError('ALREADY_EXISTS', known.message, known.field);
  }
}

function constraintOf(error: UniqueConstraintViolationException): string | undefined {
  return (
    (error as unknown as { constraint?: string }).constraint ??
    /constraint "([^"]+)"/.exec(error.message)?.[1]
  );
}
