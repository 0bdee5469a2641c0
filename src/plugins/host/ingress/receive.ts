import { randomBytes } from 'node:crypto';
import type { Database } from '../../../shared/database.ts';
import { newId } from '../../../shared/ids.ts';
import { type IngressContentType, ingressContentTypes, readFields } from '../../kit/ingress.ts';
import { checkSignature, type Headers, isSameSecret } from './authenticity.ts';
import type { Backlog } from './backlog.ts';
import type { IngressDirectory, IngressIntegration } from './directory.ts';

export interface ReceivedMessage {
  /** The content type as it was sent, with parameters. */
  readonly contentType: string | undefined;
  readonly headers: Headers;
  readonly body: Buffer;
  /** The URL that it was posted to, as the sender knows it. */
  readonly url: string;
}

export interface IngressAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
  /** When to send it again. */
  readonly retryAfterSeconds?: number;
}

/** Until then a plugin that runs again has made room. */
const RETRY_AFTER_SECONDS = 30;

/** Takes messages in: checked, stored, acknowledged. Whether a plugin runs makes no difference here. */
export class IngressReceiver {
  readonly #db: Database;
  readonly #directory: IngressDirectory;
  readonly #backlog: Backlog;
  readonly #onStored: (integrationId: string) => void;

  constructor(parts: {
    db: Database;
    directory: IngressDirectory;
    backlog: Backlog;
    onStored: (integrationId: string) => void;
  }) {
    this.#db = parts.db;
    this.#directory = parts.directory;
    this.#backlog = parts.backlog;
    this.#onStored = parts.onStored;
  }

  /** The integration, if the secret is its own; null for a wrong one just as for a name that nobody has. */
  async admit(name: string, secret: string): Promise<IngressIntegration | null> {
    const found = await this.#directory.find(name);
    return isSameSecret(secret, found?.urlSecret ?? nobodysSecret) ? found : null;
  }

  async accept(integration: IngressIntegration, message: ReceivedMessage): Promise<IngressAnswer> {
    const contentType = contentTypeOf(message);
    if (contentType === null) return refuseContentType(message.contentType);
    const { description, hmacKey } = integration;
    const signature = checkSignature(description.hmac, hmacKey, { ...message, now: Date.now() });
    if (!signature.valid) return refuse(401, signature.reason);
    const text = message.body.toString('utf8');
    try {
      readFields({ contentType, body: text });
    } catch (error) {
      return refuse(400, `The message cannot be read: ${(error as Error).message}.`);
    }
    if (!(await this.#backlog.takesOneMore(integration.id))) {
      const refusal = refuse(503, 'Too many messages wait to be handled: send it again later.');
      return { ...refusal, retryAfterSeconds: RETRY_AFTER_SECONDS };
    }
    const stored = await this.#db.query(
      `insert into ingress_message (id, integration_id, received_at, content_type, headers, body, signature, status, attempts)
       values ($1, $2, now(), $3, $4::jsonb, $5, $6, 'PENDING', 0)
       on conflict (integration_id, signature) where signature is not null do nothing
       returning id`,
      [
        newId(),
        integration.id,
        contentType,
        JSON.stringify(plainHeaders(message.headers, [description.hmac?.header])),
        message.body,
        signature.replayKey,
      ],
    );
    // The same signature again: the sender did not hear our answer, or somebody replays it. Either way it is done.
    if (stored.length > 0) this.#onStored(integration.id);
    return answerTo(integration, contentType, message.url);
  }
}

/** Compared with where there is no integration of that name, so that both take the same time. */
const nobodysSecret = randomBytes(32).toString('hex');

/** Some senders name none: what is no JSON then counts as a form, as in Rack, which their helpdesk is written with. */
function contentTypeOf({
  contentType,
  body,
}: Pick<ReceivedMessage, 'contentType' | 'body'>): IngressContentType | null {
  if (!contentType)
    return body.at(0) === 0x7b /* { */ ? 'application/json' : 'application/x-www-form-urlencoded';
  const bare = contentType.split(';')[0]?.trim().toLowerCase();
  return ingressContentTypes.find((type) => type === bare) ?? null;
}

function oneOf(all: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(all);
}

function answerTo(
  { description }: IngressIntegration,
  contentType: IngressContentType,
  url: string,
): IngressAnswer {
  const declared = description.answers[contentType];
  if (!declared) return { status: 204 };
  return { status: 200, ...declared, body: declared.body.replaceAll('{url}', escapeXml(url)) };
}

/** An answer that says why nothing was taken. */
export function refuse(status: number, message: string): IngressAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify({ error: message }) };
}

export function refuseContentType(contentType: string | undefined): IngressAnswer {
  return refuse(415, `Content-Type must be ${oneOf(ingressContentTypes)}, not "${contentType}".`);
}

const secretHeaders = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key'];

function plainHeaders(headers: Headers, others: readonly (string | undefined)[]): Record<string, string> {
  const left = new Set([...secretHeaders, ...others.map((name) => name?.toLowerCase())]);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      left.has(name) || value === undefined ? [] : [[name, [value].flat().join(', ').slice(0, 1_000)]],
    ),
  );
}

function escapeXml(text: string): string {
  const signs: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
