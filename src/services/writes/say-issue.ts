import type { z } from 'zod';

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  date: 'a date with time',
  array: 'a list',
  object: 'an object',
};

/** What would be right, for a caller who has never heard of the library that checks; its own words for the rest. */
export const sayIssue: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${words[issue.expected] ?? `of type ${issue.expected}`}${butIs(issue.input)}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `must ${size(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${size(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}`;
    case 'unrecognized_keys':
      return `has no field ${issue.keys.join(', ')}`;
    default:
      return undefined;
  }
};

function butIs(input: unknown): string {
  if (input === undefined) return ' and is missing';
  return input === null ? ', not null' : '';
}

function size(origin: string, comparison: string, limit: number | bigint): string {
  switch (origin) {
    case 'string':
      return `have ${comparison} ${limit} characters`;
    case 'array':
    case 'set':
      return `have ${comparison} ${limit} entries`;
    default:
      return `be ${comparison} ${limit}`;
  }
}
