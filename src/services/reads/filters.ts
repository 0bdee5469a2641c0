import { DomainError } from '../../shared/errors.ts';

/** As many entries as a list may have that says what to read. */
export const MOST_IN_LIST = 100;

/** Refuses a filter, or arguments, where a list is longer; says which one. */
export function refuseLongLists(given: object, within: 'filter' | null = 'filter'): void {
  for (const [name, value] of Object.entries(given)) {
    if (!Array.isArray(value) || value.length <= MOST_IN_LIST) continue;
    const field = within ? `${within}.${name}` : name;
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `\`${field}\` may have at most ${MOST_IN_LIST} entries, got ${value.length}.`,
      field,
    );
  }
}

/** Collects the values of one statement; `bind` answers the placeholder to write in their place. */
export class Bindings {
  readonly values: unknown[] = [];

  bind(value: unknown, type?: string): string {
    this.values.push(value);
    return type ? `$${this.values.length}::${type}` : `$${this.values.length}`;
  }
}

/** A `like` pattern that finds the text anywhere, with the pattern's own signs taken literally. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
