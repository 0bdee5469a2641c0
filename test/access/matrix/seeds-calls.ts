import type { Database } from '../../../src/shared/database.ts';
import { insert } from './insert.ts';
import { HOUSE_MARK, type House, type Owner } from './seeds.ts';

/** A missed call of the customer; who of us it rang at is nobody's business outside. */
export async function Call(db: Database, { mark, amount, ids }: Owner, house: House): Promise<string> {
  const number = `+4930${amount.replace(/\D/g, '')}`;
  const id = await insert(db, 'call', {
    integration_id: house['Integration'],
    external_call_id: mark,
    direction: 'INBOUND',
    status: 'NO_ANSWER',
    cause: 'NO_ANSWER',
    from_raw: mark,
    to_raw: mark,
    remote_raw: mark,
    remote_e164: number,
    queue: mark,
    customer_id: ids['Customer'],
    contact_id: ids['Contact'],
    caller_status: 'CERTAIN',
    agent_id: house['Agent'],
    team_id: house['Team'],
    // Our own words.
    outcome: HOUSE_MARK,
  });
  await insert(db, 'call_leg', { call_id: id, extension: HOUSE_MARK, agent_id: house['Agent'] });
  await insert(db, 'call_note', {
    call_id: id,
    agent_id: house['Agent'],
    body: HOUSE_MARK,
    written_at: '2026-11-22T09:30:00Z',
  });
  // So that it has a candidate.
  await insert(db, 'learned_number', {
    number,
    customer_id: ids['Customer'],
    contact_id: ids['Contact'],
    call_id: id,
    learned_at: '2026-11-22T09:30:00Z',
  });
  return id;
}

export function IngressMessage(db: Database, house: House): Promise<string> {
  return insert(db, 'ingress_message', {
    integration_id: house['Integration'],
    content_type: 'application/json',
    body: Buffer.from(HOUSE_MARK),
    status: 'SET_ASIDE',
    reason: HOUSE_MARK,
  });
}
