import { scopesForOutsiders } from '../../src/services/access/scopes.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import type { Viewer } from '../../src/services/access/viewer.ts';
import { type RequestContext, requestContext } from '../../src/services/context.ts';
import type { Database } from '../../src/shared/database.ts';

/** A context that may do everything, fresh: what one request would have. */
export function asSystem(db: Database): RequestContext {
  return requestContext(db, systemViewer('test'));
}

/** A context of a partner's credential (raw uuid of the partner). */
export function asPartner(db: Database, partnerId: string): RequestContext {
  return requestContext(db, outsider('PARTNER', { kind: 'PARTNER', partnerId }));
}

/** A context of a customer's own credential (raw uuid of the customer). */
export function asCustomer(db: Database, customerId: string): RequestContext {
  return requestContext(db, outsider('CUSTOMER', { kind: 'CUSTOMER', customerId }));
}

function outsider(kind: Viewer['kind'], reach: Viewer['reach']): Viewer {
  return {
    ...systemViewer(`test ${kind}`),
    kind,
    reach,
    scopes: new Set([...scopesForOutsiders, 'customers:write']),
  };
}
