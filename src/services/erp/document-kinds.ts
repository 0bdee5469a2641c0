import type { DocumentKind } from '../../entities/erp/enums.ts';
import type { Scope } from '../access/scopes.ts';
import type { Viewer } from '../access/viewer.ts';

/** GraphQL type and scope of each kind of document. */
export const documentTypes = {
  QUOTE: { typeName: 'Quote', scope: 'quotes:read' },
  ORDER: { typeName: 'Order', scope: 'orders:read' },
  INVOICE: { typeName: 'Invoice', scope: 'invoices:read' },
  CREDIT_NOTE: { typeName: 'CreditNote', scope: 'invoices:read' },
} as const satisfies Record<DocumentKind, { typeName: string; scope: Scope }>;

export type DocumentTypeName = (typeof documentTypes)[DocumentKind]['typeName'];

/**
 * SQL that is true for the kinds the viewer has the scope of. The gate checks fields; this keeps rows from those
 * who come by an interface, a union or a link and may not know that the record exists. `kind` is a column.
 */
export function readableKinds(viewer: Viewer, kind: string): string {
  const kinds = (Object.keys(documentTypes) as DocumentKind[]).filter((each) => mayReadKind(viewer, each));
  return kinds.length > 0 ? `${kind} in (${kinds.map((each) => `'${each}'`).join(', ')})` : 'false';
}

export function mayReadKind(viewer: Viewer, kind: DocumentKind): boolean {
  return viewer.scopes.has(documentTypes[kind].scope);
}
