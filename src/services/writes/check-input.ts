import type { z } from 'zod';
import { DomainError } from '../../shared/errors.ts';
import { sayIssue } from './say-issue.ts';
import { unstorableText } from '../../shared/unstorable-text.ts';

/** Checks an input with its schema; the first fault becomes INVALID with the path to the field. */
export function checkInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const unstorable = unstorableText(input);
  if (unstorable) {
    throw new DomainError(
      'INVALID',
      `\`${unstorable.join('.')}\`: must not contain U+0000 or half of a surrogate pair.`,
      unstorable,
    );
  }
  const checked = schema.safeParse(input, { error: sayIssue });
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const path = issue?.path.map(String) ?? [];
  throw new DomainError(
    'INVALID',
    `\`${path.join('.') || 'input'}\`: ${issue?.message ?? 'is not valid'}.`,
    path,
  );
}
