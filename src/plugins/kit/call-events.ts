import { z } from 'zod';
import { country, instant } from './record-fields.ts';

const id = z.string().trim().min(1).max(250);
const address = z.string().max(200);

/**
 * One thing that a telephone system says about a call. Events may be lost, come twice and in any order: Kontor folds
 * all it has of a call by rank (ringing, answered, transferred, ended), so say what you know and leave out the rest.
 */
export const callEventSchema = z.strictObject({
  /**
   * `ringing`: it rings at `parties`. `answered`: one of them took it. `transferred`: it was passed on, to `parties` if
   * that is known; the call goes on. `ended`: it is over, at `parties` only if any are named.
   */
  kind: z.enum(['ringing', 'answered', 'transferred', 'ended']),
  /** The call's own id in the telephone system, the same in all of its events and through transfers. */
  callId: id,
  /** The connection within it, where the telephone system gives transferred calls a new id. Default: the call's. */
  connectionId: id.nullish(),
  /** `INBOUND`: somebody calls us. Left out everywhere, a call counts as inbound. */
  direction: z.enum(['INBOUND', 'OUTBOUND']).nullish(),
  /** Who calls, and who is called, as the telephone system writes it: Kontor reads the numbers. */
  from: address.nullish(),
  to: address.nullish(),
  /**
   * The lines of ours that it is about: extensions, direct dial-ins, or names or e-mail addresses of users. Kontor
   * finds the agents by these. Left out, the number called says at whom it rings.
   */
  parties: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
  /** Name or extension of the queue it waits in. */
  queue: z.string().trim().max(200).nullish(),
  /** `ended`: why. */
  cause: z
    .enum(['NORMAL_CLEARING', 'BUSY', 'CANCEL', 'NO_ANSWER', 'CONGESTION', 'NOT_FOUND', 'FORWARDED'])
    .nullish(),
  /** Both ends are ours. Left out, Kontor tells by the numbers. */
  internal: z.boolean().nullish(),
  /** When it happened, where the telephone system says so. Default: when Kontor received it. */
  occurredAt: instant.nullish(),
});

/** How the numbers of a telephone system are to be read. */
export const numberReadingSchema = z.strictObject({
  /** What digits without `+`, `00` and `0` in front are; `AUTO` where it is not known. */
  format: z.enum(['AUTO', 'E164', 'E164_NO_PLUS', 'NATIONAL']).default('AUTO'),
  /** ISO 3166-1 alpha-2: where national numbers are dialled. */
  country: country.nullish(),
  /** Our own main numbers, E.164 without extension: what stands behind them is a line of ours. */
  ownNumbers: z
    .array(z.string().regex(/^\+\d{3,14}$/, 'E.164 such as "+494012345"'))
    .max(100)
    .default([]),
});

/** What a plugin made of a message. */
export const handledSchema = z.strictObject({
  /** Empty for messages that say nothing about a call. */
  events: z.array(callEventSchema).max(1_000).default([]),
  numbers: numberReadingSchema.prefault({}),
  /**
   * Why the message cannot be understood, for the operator: it is set aside at once. Throw instead where another try
   * may help.
   */
  rejected: z.string().min(1).optional(),
});

export type CallEventInput = z.input<typeof callEventSchema>;
export type CanonicalCallEvent = z.output<typeof callEventSchema>;
export type CanonicalNumberReading = z.output<typeof numberReadingSchema>;
export type HandledInput = z.input<typeof handledSchema>;
export type Handled = z.output<typeof handledSchema>;
