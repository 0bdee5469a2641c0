import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { PluginHost } from '../../plugins/host/plugin-host.ts';
import type { RequestContext } from '../../services/context.ts';
import { DomainError } from '../../shared/errors.ts';
import { errorCode } from '../../shared/error-code.ts';

const name = 'pbx';

/**
 * Of the numbers that German films may show (Bundesnetzagentur: 040 66969 000 to 999), those that the demo ERP gives to
 * no customer: whoever calls with one of ours is a colleague.
 */
const OWN_NUMBER = '+4940669699';

/** Where the demo's telephone system posts to; in a file, so that another process can call as well. */
const targetSchema = z.object({ url: z.url(), secret: z.string() });
export type CallTarget = z.output<typeof targetSchema>;

/** The demo's telephone system: an integration of telephony-generic, whose URL `kontor demo call` posts to. */
export async function ensureDemoTelephony(
  context: RequestContext,
  host: PluginHost,
  { url, dataDir }: { readonly url: string; readonly dataDir: string },
): Promise<CallTarget> {
  const secret = (await readTarget(dataDir))?.secret ?? randomBytes(24).toString('hex');
  const options = {
    urlSecret: secret,
    numberFormat: 'E164_NO_PLUS',
    defaultCountry: 'DE',
    ownNumbers: [OWN_NUMBER],
  };
  const [existing] = await context.db.query(`select id from integration where name = $1`, [name]);
  if (existing) await host.updateIntegration(context, { name }, { options });
  else await host.addIntegration(context, { name, plugin: 'telephony-generic', options });
  const target = { url: `${url}/ingress/${name}/${secret}`, secret };
  await writeFile(targetFile(dataDir), `${JSON.stringify(target, null, 2)}\n`, { mode: 0o600 });
  return target;
}

/** What the running demo has written; refuses where none has. */
export async function requireTarget(dataDir: string): Promise<CallTarget> {
  const target = await readTarget(dataDir);
  if (target) return target;
  throw new DomainError(
    'NOT_FOUND',
    'No demo has run with this data folder yet: start it with `npm run demo`.',
  );
}

async function readTarget(dataDir: string): Promise<CallTarget | null> {
  const text = await readFile(targetFile(dataDir), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : targetSchema.parse(JSON.parse(text));
}

function targetFile(dataDir: string): string {
  return path.join(dataDir, 'demo-telephony.json');
}

export interface DemoCall {
  /** As one would write it: `+49…`; `anonymous`. */
  readonly from: string;
  /** An extension of ours, or a whole number. */
  readonly to: string;
  readonly queue?: string;
  /** Users it rings at; left out, whose extension `to` is. */
  readonly users?: readonly string[];
  readonly outcome: 'answered' | 'busy' | 'noAnswer' | 'cancel';
  readonly ringSeconds: number;
  readonly talkSeconds: number;
}

/** Has the telephone system tell of a call, in real time: it rings, is answered or not, and ends. */
export async function playCall(
  { url }: CallTarget,
  call: DemoCall,
  { tell = () => {}, signal }: { readonly tell?: (line: string) => void; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const to = call.to.length <= 3 ? `${OWN_NUMBER}${call.to}` : call.to;
  const about = {
    callId: randomUUID(),
    direction: 'in',
    from: withoutPlus(call.from),
    to: withoutPlus(to),
    ...(call.queue && { queue: call.queue }),
    ...(call.users && { user: call.users }),
  };
  const [user] = call.users ?? [];
  const say = async (event: string, more: object = {}): Promise<void> => {
    await post(url, { event, ...about, ...more }, signal);
    tell(event);
  };
  await say('newCall');
  await pause(call.ringSeconds * 1_000, undefined, { signal });
  if (call.outcome !== 'answered') return say('hangup', { cause: call.outcome, user: [] });
  await say('answer', user === undefined ? { answeringNumber: about.to } : { user });
  await pause(call.talkSeconds * 1_000, undefined, { signal });
  await say('hangup', { cause: 'normalClearing', user: [] });
}

async function post(url: string, fields: object, signal: AbortSignal | undefined): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(fields), signal }).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error;
      throw new DomainError(
        'NOT_FOUND',
        `The demo does not run at ${new URL(url).origin}: start it with \`npm run demo\`.`,
      );
    },
  );
  if (response.ok) return;
  throw new DomainError(
    'NOT_ALLOWED',
    `The ingress refused the call with ${response.status}: ${await response.text()}`,
  );
}

function withoutPlus(number: string): string {
  return number.replace(/^\+/, '').replaceAll(/\(0\)|[\s()/.-]/g, '');
}
