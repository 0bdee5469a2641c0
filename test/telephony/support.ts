import { createHmac } from 'node:crypto';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import type { RequestContext } from '../../src/services/context.ts';
import type { Database } from '../../src/shared/database.ts';
import { until } from '../support/until.ts';

export const SECRET = 'a-secret-of-the-telephone-system';
export const HMAC_SECRET = 'a-key-that-signs-messages';

export const telephonyOptions = {
  urlSecret: SECRET,
  numberFormat: 'E164_NO_PLUS',
  defaultCountry: 'DE',
  ownNumbers: ['+494055550'],
};

/** An integration of telephony-generic; raw uuid. */
export async function addTelephony(
  host: PluginHost,
  context: RequestContext,
  name = 'pbx',
  options: object = {},
): Promise<string> {
  const plugin = 'telephony-generic';
  const added = await host.addIntegration(context, {
    name,
    plugin,
    options: { ...telephonyOptions, ...options },
  });
  return added.id;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Post {
  readonly integration?: string;
  readonly secret?: string;
  readonly headers?: Record<string, string>;
}

/** Posts as most adapters do: JSON. */
export function postJson(url: string, fields: Fields, options: Post = {}): Promise<Response> {
  return post(url, 'application/json', JSON.stringify(fields), options);
}

/** Posts as sipgate does: a form, lists as `user[]`. */
export function postForm(url: string, fields: Fields, options: Post = {}): Promise<Response> {
  const pairs = Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : value.map((each) => [`${name}[]`, each]),
  );
  return post(url, 'application/x-www-form-urlencoded', new URLSearchParams(pairs).toString(), options);
}

export function post(
  url: string,
  contentType: string,
  body: string,
  { integration = 'pbx', secret = SECRET, headers = {} }: Post = {},
): Promise<Response> {
  return fetch(`${url}/ingress/${integration}/${secret}`, {
    method: 'POST',
    headers: { 'content-type': contentType, ...headers },
    body,
  });
}

export function signed(body: string, seconds = Math.floor(Date.now() / 1000)): Record<string, string> {
  const signature = createHmac('sha256', HMAC_SECRET).update(`${seconds}.${body}`).digest('hex');
  return { 'x-kontor-timestamp': String(seconds), 'x-kontor-signature': `sha256=${signature}` };
}

/** Fields of the three events of a call from outside. */
export function inbound(callId: string, more: Fields = {}): Fields {
  return { callId, direction: 'in', from: '493012345678', to: '494055550', ...more };
}

/** Until nothing waits to be handled. */
export async function handled(db: Database): Promise<void> {
  const nothingWaits = async (): Promise<boolean> => {
    const [row] = await db.query<{ n: number }>(
      `select count(*)::int as n from ingress_message where status = 'PENDING'`,
    );
    return row?.n === 0;
  };
  await until(nothingWaits, { seconds: 80, what: 'every message is handled' });
}

export interface CallSummary {
  readonly status: string;
  readonly cause: string | null;
  readonly agents: string[];
  readonly [column: string]: unknown;
}

/** A call as the database has it, with the names of the agents it rang at, and of the one who has it. */
export async function callOf(db: Database, externalCallId: string): Promise<CallSummary | undefined> {
  const [row] = await db.query<CallSummary>(
    `select c.*, (select name from agent where id = c.agent_id) as agent,
            array(select coalesce(a.name, l.extension) from call_leg l left join agent a on a.id = l.agent_id
                   where l.call_id = c.id order by 1) as agents
       from call c where c.external_call_id = $1`,
    [externalCallId],
  );
  return row;
}

/** What was announced about a call, in order. */
export async function announced(db: Database, externalCallId: string): Promise<string[]> {
  const rows = await db.query<{ type: string }>(
    `select e.type from (select seq, type, subject_id from event_inbox
        union all select position, type, subject_id from event) e
       join call c on c.id = e.subject_id where c.external_call_id = $1 order by e.seq`,
    [externalCallId],
  );
  return rows.map(({ type }) => type);
}
