import { z } from 'zod';
import type { HandledInput } from './call-events.ts';
import type { PluginContext } from './plugin.ts';

/** The content types that the ingress takes. */
export const ingressContentTypes = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
] as const;
export type IngressContentType = (typeof ingressContentTypes)[number];

/** A message that was posted to the integration's URL, authenticated by the host. */
export interface IngressRequest {
  readonly contentType: IngressContentType;
  /** As it came. `readFields` reads all content types. */
  readonly body: string;
  /** Headers in lower case, without those that authenticate. */
  readonly headers: Readonly<Record<string, string>>;
  /** When the host received it, RFC 3339. */
  readonly receivedAt: string;
}

const hmacSchema = z.strictObject({
  /** The secret option that holds the key. An integration that has not set it is not asked for signatures. */
  secret: z.string().min(1),
  /** Header with the signature, for example `x-signature`. */
  header: z.string().min(1),
  algorithm: z.enum(['sha256', 'sha1', 'sha512']),
  encoding: z.enum(['hex', 'base64']),
  /** What stands before the signature in its header: `sha256=`. */
  prefix: z.string().default(''),
  /**
   * What is signed: `{body}` is the raw body, `{timestamp}` the timestamp header's value. A timestamp that is not
   * signed would protect from nothing, so the two go together.
   */
  signed: z.string().default('{body}'),
  /**
   * Header with the seconds since 1970 at which it was sent; older and newer ones than the tolerance are refused.
   * Without one, the same message again is a replay for days: only for senders that never use a call's id again.
   */
  timestamp: z
    .strictObject({ header: z.string().min(1), toleranceSeconds: z.number().int().min(1).max(3_600) })
    .optional(),
});

export const ingressDescriptionSchema = z
  .strictObject({
    /** What the messages are about. */
    kind: z.literal('telephony'),
    /** The secret option that stands in the URL: `POST /ingress/<integration>/<secret>`. At least 16 characters. */
    urlSecret: z.string().min(1),
    hmac: hmacSchema.optional(),
    /**
     * What the sender is answered, by content type of its message; default: 204, nothing. `{url}` becomes the URL it
     * posted to, escaped for XML.
     */
    answers: z
      .partialRecord(
        z.enum(ingressContentTypes),
        z.strictObject({ contentType: z.string(), body: z.string() }),
      )
      .default({}),
  })
  .refine(({ hmac }) => !hmac || hmac.signed.includes('{timestamp}') === (hmac.timestamp !== undefined), {
    path: ['hmac', 'signed'],
    message: 'must contain {timestamp} exactly where a timestamp header is declared',
  });

/** How the host authenticates and answers messages: data, since it does both while the plugin's process is down. */
export type IngressDescription = z.output<typeof ingressDescriptionSchema>;

/** The part of a plugin that takes messages which another system posts. */
export type Ingress<Options> = z.input<typeof ingressDescriptionSchema> & {
  /**
   * Turns a message into canonical events. Runs in the plugin's process, message after message in the order of
   * arrival, long after the sender was answered. It may be called again with the same message, so it must have no
   * effect but its result. Throwing has it tried again, with growing pauses, and set aside after some attempts.
   */
  handle(context: PluginContext<Options>, request: IngressRequest): Promise<HandledInput> | HandledInput;
};

/**
 * The fields of a message, whichever content type it has. A form's field becomes a text, and a list where it occurs
 * several times or its name ends in `[]`, which is left out: `user[]=Ada&user[]=Bob` → `{ user: ['Ada', 'Bob'] }`.
 * Throws where the body is not what its content type says.
 */
export function readFields({
  contentType,
  body,
}: Pick<IngressRequest, 'contentType' | 'body'>): Record<string, unknown> {
  switch (contentType) {
    case 'application/json':
      return withoutBrackets(Object.entries(jsonObject(body)));
    case 'application/x-www-form-urlencoded':
      return formFields(new URLSearchParams(body));
    case 'multipart/form-data':
      return formFields(multipartPairs(body));
  }
}

function formFields(given: Iterable<readonly [string, string]>): Record<string, unknown> {
  const all = Map.groupBy(given, ([name]) => name);
  return withoutBrackets(
    [...all].map(([name, pairs]) => {
      const values = pairs.map(([, value]) => value);
      return [name, values.length === 1 && !name.endsWith('[]') ? values[0] : values] as const;
    }),
  );
}

/** RFC 7578, as `curl --form` sends it. The body begins with its boundary, so the header that says so is not needed. */
function multipartPairs(body: string): (readonly [string, string])[] {
  const boundary = /^--[^\r\n]{1,70}(?=\r\n)/.exec(body)?.[0];
  const parts = boundary === undefined ? [] : `\r\n${body}`.split(`\r\n${boundary}`);
  if (parts.length < 3 || !parts.at(-1)?.startsWith('--')) throw new Error('the body is no multipart form');
  return parts.slice(1, -1).map((part) => {
    const end = part.indexOf('\r\n\r\n');
    const name = /^content-disposition: *form-data *;(?:.*;)? *name="([^"]*)"/im.exec(
      part.slice(0, end),
    )?.[1];
    if (end < 0 || name === undefined) throw new Error('a part of the form has no name');
    return [name, part.slice(end + 4)] as const;
  });
}

function jsonObject(body: string): object {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw new Error(`the body is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error('the body must be a JSON object');
}

function withoutBrackets(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  // A prototype of nothing: the names come from strangers.
  const fields = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entries) fields[name.replace(/\[\d*\]$/, '')] = value;
  return fields;
}
