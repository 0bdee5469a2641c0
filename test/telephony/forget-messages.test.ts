import { pino } from 'pino';
import { startHousekeeping } from '../../src/app/housekeeping.ts';
import {
  forgetHandledMessages,
  forgetSetAsideMessages,
} from '../../src/services/integrations/forget-messages.ts';
import { newId } from '../../src/shared/ids.ts';
import { insert } from '../access/matrix/insert.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

describe('messages that other systems posted', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await testDatabase();
    const integration = await insert(db, 'integration', { name: 'pbx' });
    // What waits has not been handled at any time.
    await db.query(
      `insert into ingress_message (id, integration_id, content_type, headers, body, status, attempts, received_at, handled_at)
       select m.id, $1, m.name, '{}', '', m.status, 0, now() - interval '1 year', now() - m.ago
         from unnest($2::uuid[], array['handled yesterday', 'handled long ago', 'aside', 'aside long ago', 'waits'],
           array['HANDLED', 'HANDLED', 'SET_ASIDE', 'SET_ASIDE', 'PENDING'],
           array['1 day', '7 days 1 hour', '89 days 23 hours', '90 days 1 hour', null]::interval[]) as m(id, name, status, ago)`,
      [integration, Array.from({ length: 5 }, newId)],
    );
  });
  afterEach(() => db.drop());

  const left = async (): Promise<string[]> => {
    const rows = await db.query<{ name: string }>(
      `select content_type as name from ingress_message order by content_type`,
    );
    return rows.map(({ name }) => name);
  };

  it('are deleted some days after they were handled', async () => {
    expect(await forgetHandledMessages(db, 7)).toBe(1);
    expect(await left()).toEqual(['aside', 'aside long ago', 'handled yesterday', 'waits']);
  });

  it('are deleted 90 days after they were set aside', async () => {
    expect(await forgetSetAsideMessages(db)).toBe(1);
    expect(await left()).toEqual(['aside', 'handled long ago', 'handled yesterday', 'waits']);
  });

  it('are looked after by every process from its start, and what waits stays', async () => {
    await startHousekeeping(db, pino({ level: 'silent' }), {
      ingressRetentionDays: 7,
      callSilence: { ringing: 10, inProgress: 240 },
    }).stop();
    expect(await left()).toEqual(['aside', 'handled yesterday', 'waits']);
  });
});
