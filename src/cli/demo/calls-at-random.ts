import type { Logger } from 'pino';
import type { RequestContext } from '../../services/context.ts';
import { type CallTarget, type DemoCall, playCall } from './calls.ts';

const EVERY_MS = 60_000;

/** Mobile numbers that films may show (Bundesnetzagentur, Mitteilung 148/2021); the demo ERP gives them to nobody. */
const STRANGERS = ['+4915228817386', '+4915228895456', '+4915254599371', '+491729925904', '+491729968532'];

/** A call every minute: mostly of customers, sometimes of strangers, and not all of them are answered. */
export function startCallsAtRandom(
  context: RequestContext,
  target: CallTarget,
  logger: Logger,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const underWay = new Set<Promise<void>>();
  const ring = (): void => {
    const call = randomCall(context)
      .then((each) => playCall(target, each, { signal }))
      .catch((error: unknown) => {
        if (!signal.aborted) logger.warn({ err: error }, 'a call of the demo failed');
      })
      .finally(() => underWay.delete(call));
    underWay.add(call);
  };
  const timer = setInterval(ring, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}

async function randomCall(context: RequestContext): Promise<DemoCall> {
  const chance = Math.random();
  const outcome = chance < 0.7 ? 'answered' : chance < 0.85 ? 'noAnswer' : chance < 0.95 ? 'cancel' : 'busy';
  return {
    from: await randomCaller(context),
    ...(await randomTeam(context)),
    outcome,
    ringSeconds: 2 + Math.random() * 10,
    talkSeconds: 10 + Math.random() * 35,
  };
}

async function randomCaller({ db }: RequestContext): Promise<string> {
  const chance = Math.random();
  if (chance < 0.05) return 'anonymous';
  const stranger = STRANGERS[Math.floor(Math.random() * STRANGERS.length)];
  if (chance < 0.15 && stranger !== undefined) return stranger;
  const [row] = await db.query<{ e164: string }>(
    `select e164 from phone_number_entry where e164 is not null and kind <> 'FAX' order by random() limit 1`,
  );
  return row?.e164 ?? 'anonymous';
}

/** A team as a queue, which rings at all of its people. */
async function randomTeam({ db }: RequestContext): Promise<Pick<DemoCall, 'to' | 'queue' | 'users'>> {
  const [team] = await db.query<{ name: string; extension: string; users: string[] }>(
    `select t.name, t.extension,
            array(select a.name from agent a join team_member m on m.agent_id = a.id
                   where m.team_id = t.id and a.active order by random()) as users
       from team t where t.active and t.extension is not null order by random() limit 1`,
  );
  if (!team) throw new Error('the demo has no team with an extension');
  return { to: team.extension, queue: team.name, users: team.users };
}
