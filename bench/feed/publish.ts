import { runTransaction } from '../../src/services/transaction.ts';
import type { Database } from '../../src/shared/database.ts';
import type { Peer } from '../peers.ts';
import { seedId } from '../seed.ts';

/** Makes the event happen so many times. */
export type Publish = (times: number) => Promise<void>;

export const EVENT_DATA = {
  type: 'customer.updated',
  data: { changed: ['name', 'industry', 'paymentTerms'], personal: ['email'] },
} as const;

/** For Kontor: written to the log, in one transaction, as a service does. */
export function announceTo(db: Database): Publish {
  const subject = { type: 'Customer', id: seedId('customer', 1) };
  return async (times) => {
    await runTransaction(db, { kind: 'SYSTEM', name: 'bench' }, async (tx) => {
      for (let time = 0; time < times; time += 1) {
        tx.announce({ ...EVENT_DATA, subject, customerId: subject.id });
      }
    });
  };
}

/** For the peers: they are handed what they send. */
export function publishTo(peer: Peer, body: string): Publish {
  return async (times) => {
    const response = await fetch(`http://127.0.0.1:${peer.port}/?times=${times}`, { method: 'POST', body });
    if (response.status !== 200) throw new Error(`${peer.name} answers ${response.status}.`);
    await response.arrayBuffer();
  };
}
