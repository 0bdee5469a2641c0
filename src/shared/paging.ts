import { DomainError } from './errors.ts';

/** Relay's arguments of a connection, as they come. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

export interface PageWindow {
  readonly limit: number;
  readonly backward: boolean;
  readonly after: readonly string[] | null;
  readonly before: readonly string[] | null;
}

/** One page of a connection. Rows of `edges` are plain; `countTotal` runs only when `totalCount` is selected. */
export interface Page<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  countTotal(): Promise<number>;
}

/** Checks Relay's arguments and opens the cursors; `ordering` is the listing's order, which a cursor belongs to. */
export function pageWindow(args: PageArguments, ordering: string): PageWindow {
  const { first, last } = args;
  if (first != null && last != null) {
    throw new DomainError('INVALID', 'Give `first` or `last`, not both.', 'first');
  }
  const size = checkedSize(first, 'first') ?? checkedSize(last, 'last') ?? DEFAULT_PAGE_SIZE;
  return {
    limit: size,
    backward: last != null,
    after: args.after == null ? null : openCursor(args.after, ordering, 'after'),
    before: args.before == null ? null : openCursor(args.before, ordering, 'before'),
  };
}

/** How many may be asked for at once; null where nobody says. */
export function checkedSize(size: number | null | undefined, argument: string): number | null {
  if (size == null) return null;
  if (size < 0 || size > MAX_PAGE_SIZE) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `\`${argument}\` must be from 0 to ${MAX_PAGE_SIZE}, got ${size}.`,
      argument,
    );
  }
  return size;
}

/** A cursor holds the row's place in the order, not its number: it stays right while rows come and go. */
export function sealCursor(ordering: string, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([ordering, ...key])).toString('base64url');
}

function openCursor(cursor: string, ordering: string, argument: string): readonly string[] {
  const parts = parseCursor(cursor);
  if (!parts || parts[0] !== ordering) {
    throw new DomainError(
      'INVALID',
      `\`${argument}\` must be a cursor of this connection in this order; take it from \`pageInfo\` or an edge.`,
      argument,
    );
  }
  return parts.slice(1);
}

function parseCursor(cursor: string): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    // Not JSON: not one of our cursors. The caller says so with the argument's name.
    return null;
  }
}
