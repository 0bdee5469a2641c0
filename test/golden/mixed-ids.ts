import { encodeId } from '../../src/shared/ids.ts';
import { seedId } from '../../bench/seed.ts';

const types = {
  Customer: 'customer',
  Interaction: 'interaction',
  Order: 'order',
  Invoice: 'invoice',
  Product: 'product',
} as const;

/** Ids of records of five types, one after the other, and of one that does not exist. */
export function mixedIds(count: number): string[] {
  const perType = Math.ceil(count / 5);
  return Object.entries(types)
    .flatMap(([type, kind]) =>
      Array.from({ length: perType }, (_, place) => encodeId(type, seedId(kind, place + 1))),
    )
    .slice(0, 100);
}
