import { z } from 'zod';
import { warnings } from '../../../events/logger.ts';
import type { Signals } from '../../../events/signals.ts';
import { newId } from '../../../shared/ids.ts';

// Who has a ticket open is nobody's event: it is not stored, it goes from process to process as signals, and every
// process that is asked about it remembers what it heard, for as long as it counts.

export const PRESENCE_TOPIC = 'ticketPresence';

/** How long an announcement counts. Clients renew theirs well before. */
const LIFETIME = 30_000;
/** Signals come in bursts, all that are in one network packet at once; each may be about another ticket. */
const UNREAD_SIGNALS = 10_000;

const announcement = z.object({
  kind: z.literal('HERE'),
  ticketId: z.string(),
  /** Whose credential: the agent, or the key where it acts as none. */
  who: z.string(),
  agentId: z.string().nullable(),
  name: z.string(),
  state: z.enum(['VIEWING', 'TYPING']),
  since: z.string(),
  /** How much of its time is left, in milliseconds: clocks of processes differ. */
  left: z.number(),
  /** The process it was announced to, which answers for it when another one asks. */
  heardBy: z.string(),
});
const presenceSignal = z.discriminatedUnion('kind', [
  announcement,
  z.object({
    kind: z.literal('LEFT'),
    ticketId: z.string(),
    who: z.string(),
    /** A socket ended: whoever has another one is still there. */
    socketEnded: z.boolean(),
  }),
  z.object({ kind: z.literal('ROLL_CALL'), ticketId: z.string() }),
]);

type PresenceSignal = z.output<typeof presenceSignal>;
/** What a viewer is doing with a ticket. */
export type PresenceState = z.output<typeof announcement>['state'];

/** Somebody who has a ticket open. Ids are raw uuids. */
export interface TicketViewer {
  readonly who: string;
  readonly agentId: string | null;
  readonly name: string;
  readonly state: PresenceState;
  /** Since when the ticket is open there; RFC 3339. */
  readonly since: string;
}

interface Present extends TicketViewer {
  readonly lapsesAt: number;
  readonly heardBy: string;
}

/** Somebody who wants to know who is there. */
export interface PresenceFollower {
  readonly ticketId: string;
  readonly who: string;
  changed(): void;
  /** This process stops: nothing changes any more. */
  stopped(): void;
}

export interface PresenceOptions {
  readonly signals: Signals;
  send(signal: unknown): Promise<void>;
  /** Milliseconds until an announcement that is not renewed lapses. Default 30,000. */
  readonly lifetime?: number;
}

/** What one process knows about who has which ticket open. */
export class TicketPresence {
  readonly #send: (signal: PresenceSignal) => Promise<void>;
  readonly #lifetime: number;
  readonly #process = newId();
  readonly #present = new Map<string, Map<string, Present>>();
  readonly #followers = new Map<string, Set<PresenceFollower>>();
  #timer: NodeJS.Timeout | null = null;

  constructor({ signals, send, lifetime = LIFETIME }: PresenceOptions) {
    this.#send = send;
    this.#lifetime = lifetime;
    void this.#listen(signals.subscribe(PRESENCE_TOPIC, { keep: UNREAD_SIGNALS }));
  }

  /** Tells every process; answers until when it counts. */
  async announce(ticketId: string, viewer: Omit<TicketViewer, 'since'>): Promise<Date> {
    const now = Date.now();
    const since = this.#present.get(ticketId)?.get(viewer.who)?.since ?? new Date(now).toISOString();
    const heardBy = this.#process;
    await this.#send({ kind: 'HERE', ticketId, ...viewer, since, left: this.#lifetime, heardBy });
    return new Date(now + this.#lifetime);
  }

  leave(ticketId: string, who: string): Promise<void> {
    return this.#send({ kind: 'LEFT', ticketId, who, socketEnded: false });
  }

  /** Who has the ticket open, as far as this process knows: those who came first stand first. */
  viewersOf(ticketId: string): TicketViewer[] {
    const present = [...(this.#present.get(ticketId)?.values() ?? [])];
    return present
      .map(({ who, agentId, name, state, since }) => ({ who, agentId, name, state, since }))
      .toSorted((a, b) => a.since.localeCompare(b.since) || a.who.localeCompare(b.who));
  }

  /** From now on the follower is told of changes; the other processes are asked who is there. */
  async follow(follower: PresenceFollower): Promise<void> {
    const { ticketId } = follower;
    this.#followers.set(ticketId, (this.#followers.get(ticketId) ?? new Set()).add(follower));
    try {
      await this.#send({ kind: 'ROLL_CALL', ticketId });
    } catch (error) {
      this.#forget(follower);
      throw error;
    }
  }

  /** A socket that ends is a viewer that has left. */
  async unfollow(follower: PresenceFollower): Promise<void> {
    const { ticketId, who } = follower;
    if (!this.#forget(follower)) return;
    if (!this.#present.get(ticketId)?.has(who) || this.#isFollowedBy(ticketId, who)) return;
    await this.#send({ kind: 'LEFT', ticketId, who, socketEnded: true });
  }

  #forget(follower: PresenceFollower): boolean {
    const all = this.#followers.get(follower.ticketId);
    const followed = all?.delete(follower) ?? false;
    if (all?.size === 0) this.#followers.delete(follower.ticketId);
    return followed;
  }

  async #listen(signals: AsyncIterableIterator<unknown>): Promise<void> {
    for await (const signal of signals) {
      const parsed = presenceSignal.safeParse(signal);
      // Of another version, or of somebody who may write to the channel: nobody's presence.
      if (parsed.success) this.#receive(parsed.data);
    }
    if (this.#timer) clearTimeout(this.#timer);
    for (const follower of [...this.#followers.values()].flatMap((all) => [...all])) follower.stopped();
  }

  #receive(signal: PresenceSignal): void {
    if (signal.kind === 'HERE') return this.#enter(signal);
    if (signal.kind === 'ROLL_CALL') return this.#answer(signal.ticketId);
    const { ticketId, who, socketEnded } = signal;
    const known = this.#present.get(ticketId)?.get(who);
    if (!known) return;
    // Another window of the same viewer is open, and served here.
    if (socketEnded && this.#isFollowedBy(ticketId, who)) return this.#repeat(ticketId, known);
    this.#remove(ticketId, who);
  }

  #enter({ ticketId, left, ...viewer }: Extract<PresenceSignal, { kind: 'HERE' }>): void {
    const present = this.#present.get(ticketId) ?? new Map<string, Present>();
    const known = present.get(viewer.who);
    const since = known && known.since < viewer.since ? known.since : viewer.since;
    present.set(viewer.who, { ...viewer, since, lapsesAt: Date.now() + left });
    this.#present.set(ticketId, present);
    this.#wait();
    // A renewal says nothing new.
    if (known?.state !== viewer.state || known.name !== viewer.name) this.#tell(ticketId);
  }

  #answer(ticketId: string): void {
    for (const known of this.#present.get(ticketId)?.values() ?? []) {
      if (known.heardBy === this.#process) this.#repeat(ticketId, known);
    }
  }

  /** Nobody waits for it; where it cannot be sent, the viewer's next renewal says the same. */
  #repeat(ticketId: string, { lapsesAt, who, agentId, name, state, since }: Present): void {
    const left = lapsesAt - Date.now();
    if (left <= 0) return;
    const viewer = { ticketId, who, agentId, name, state, since };
    this.#send({ kind: 'HERE', ...viewer, left, heardBy: this.#process }).catch((error: unknown) =>
      warnings.warn({ err: error, ticketId }, 'Could not repeat who has a ticket open'),
    );
  }

  #remove(ticketId: string, who: string): void {
    const present = this.#present.get(ticketId);
    if (!present?.delete(who)) return;
    if (present.size === 0) this.#present.delete(ticketId);
    this.#tell(ticketId);
  }

  #tell(ticketId: string): void {
    for (const follower of this.#followers.get(ticketId) ?? []) follower.changed();
  }

  #isFollowedBy(ticketId: string, who: string): boolean {
    return [...(this.#followers.get(ticketId) ?? [])].some((follower) => follower.who === who);
  }

  /** One timer, for whoever lapses next. */
  #wait(): void {
    if (this.#timer) clearTimeout(this.#timer);
    const all = [...this.#present.values()].flatMap((present) => [...present.values()]);
    if (all.length === 0) return;
    const next = Math.min(...all.map(({ lapsesAt }) => lapsesAt));
    this.#timer = setTimeout(() => this.#lapse(), Math.max(0, next - Date.now())).unref();
  }

  #lapse(): void {
    const now = Date.now();
    for (const [ticketId, present] of this.#present) {
      for (const { who, lapsesAt } of present.values()) if (lapsesAt <= now) this.#remove(ticketId, who);
    }
    this.#wait();
  }
}
