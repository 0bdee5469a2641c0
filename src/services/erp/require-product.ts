import { Product } from '../../entities/erp/product.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import type { Transaction } from '../transaction.ts';
import { notFound } from '../writes/records.ts';

/** The product that `productId` of an input names; for who may not read products there is none. */
export async function requireProduct(
  tx: Transaction,
  { viewer }: RequestContext,
  globalId: string,
): Promise<Product> {
  const id = decodeRequiredId('Product', globalId, 'productId');
  const product = viewer.scopes.has('products:read') ? await tx.em.findOne(Product, { id }) : null;
  if (!product) throw notFound('Product', id, 'productId');
  return product;
}
