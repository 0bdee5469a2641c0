import { encodeId } from '../../src/shared/ids.ts';
import { office, type Office } from './card.ts';
import { handled, inbound, postJson } from './support.ts';

let here: Office;
beforeAll(async () => {
  here = await office();
});
afterAll(() => here.close());

async function assign(callId: string, customerId: string, more: object = {}) {
  const input = { callId: encodeId('Call', callId), customerId: encodeId('Customer', customerId), ...more };
  const { data } = await here.server.request(
    `mutation ($input: AssignCallerInput!) { assignCaller(input: $input) { userErrors { code } } }`,
    { input },
  );
  return data.assignCaller.userErrors.map(({ code }: { code: string }) => code) as string[];
}

async function customersOf(calls: readonly string[]): Promise<unknown[]> {
  const rows = await here.server.db.query<{ id: string; customer_id: string | null }>(
    `select id, customer_id from call where id = any($1::uuid[])`,
    [calls],
  );
  return calls.map((call) => rows.find(({ id }) => id === call)?.customer_id);
}

async function customers(): Promise<[string, string]> {
  return [await here.customer('One GmbH'), await here.customer('Two GmbH')];
}

describe('two agents who say at once who calls', () => {
  it('of the same call: the last word counts, and the number is learned as it says', async () => {
    const [one, two] = await customers();
    for (let round = 0; round < 8; round += 1) {
      const from = `494066600${round}0`;
      const earlier = await here.say('newCall', `earlier ${round}`, { from });
      const call = await here.say('newCall', `same ${round}`, { from });
      expect(await Promise.all([assign(call, one), assign(call, two)])).toEqual([[], []]);
      const [learned] = await here.server.db.query<{ customer_id: string }>(
        `select customer_id from learned_number where number = $1`,
        [`+${from}`],
      );
      expect([one, two]).toContain(learned?.customer_id);
      expect(await customersOf([call, earlier])).toEqual([learned?.customer_id, learned?.customer_id]);
    }
  });

  it('of two calls of one number: each stays what was said of it, the others follow one of them', async () => {
    const [one, two] = await customers();
    for (let round = 0; round < 8; round += 1) {
      const from = `494066700${round}0`;
      const calls: string[] = [];
      for (const n of [1, 2, 3]) calls.push(await here.say('newCall', `two ${round} ${n}`, { from }));
      const [a = '', b = '', other = ''] = calls;
      // The telephone system goes on meanwhile: it changes the same calls.
      const answers = [a, b, other].map((_, n) =>
        postJson(here.server.url, {
          event: 'answer',
          ...inbound(`two ${round} ${n + 1}`, { from }),
          user: 'Ada',
        }),
      );
      expect(await Promise.all([assign(a, one), assign(b, two)])).toEqual([[], []]);
      await Promise.all(answers);
      await handled(here.server.db);
      const [learned] = await here.server.db.query<{ customer_id: string }>(
        `select customer_id from learned_number where number = $1`,
        [`+${from}`],
      );
      expect(await customersOf([a, b, other])).toEqual([one, two, learned?.customer_id]);
    }
  });

  it('of the version that both have seen: one of them is told to look again', async () => {
    const [one, two] = await customers();
    const call = await here.say('newCall', 'versions', { from: '4940668001' });
    const seen = { expectedVersion: 1 };
    const codes = await Promise.all([assign(call, one, seen), assign(call, two, seen)]);
    expect(codes.flat()).toEqual(['CONFLICT']);
  });
});
