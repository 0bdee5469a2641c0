import type { Bindings } from '../reads/filters.ts';

/** SQL that is true where a column holds the category or one below it. */
export function inCategory(column: string, categoryId: string, bindings: Bindings): string {
  return `${column} in (with recursive below as (
      select c.id from ticket_category c where c.id = ${bindings.bind(categoryId, 'uuid')}
      union select c.id from ticket_category c join below on c.parent_id = below.id
    ) select id from below)`;
}
