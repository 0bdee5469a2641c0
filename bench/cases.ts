import { readFileSync } from 'node:fs';
import path from 'node:path';
import { encodeId } from '../src/shared/ids.ts';
import { type SeedSize, seedId } from './seed.ts';

/** One request, as GraphQL servers take it and as the hand-written server does. */
export interface BenchRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly path: string;
}

export interface BenchCase {
  readonly name: string;
  readonly description: string;
  /** Sent in turn. */
  readonly requests: readonly BenchRequest[];
}

export function loadCases({ customers }: SeedSize): BenchCase[] {
  const nested = readQuery('nested');
  const single = readQuery('single');
  return [
    {
      name: 'nested',
      description: '20 customers with 5 interactions, 5 orders with their lines, and 5 invoices each',
      requests: [{ query: nested, variables: { first: 20 }, path: '/nested?first=20' }],
    },
    {
      name: 'single',
      description: 'one customer by id, another one with each request',
      requests: Array.from({ length: 100 }, (_, place) => {
        const id = seedId('customer', 1 + ((place * 37) % customers));
        return { query: single, variables: { id: encodeId('Customer', id) }, path: `/single?id=${id}` };
      }),
    },
  ];
}

function readQuery(name: string): string {
  return readFileSync(path.join(import.meta.dirname, 'queries', `${name}.graphql`), 'utf8');
}
