import type { Feed } from '../../../events/feed.ts';
import { sendSignal } from '../../../events/signals.ts';
import { CredentialError } from '../../access/credential-error.ts';
import { isStillValid } from '../../access/key-state.ts';
import { requireWholeReach } from '../../access/require-whole-reach.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { RequestContext } from '../../context.ts';
import { loadAgent } from '../../people/agents.ts';
import {
  type PresenceFollower,
  type PresenceState,
  PRESENCE_TOPIC,
  TicketPresence,
  type TicketViewer,
} from './presence.ts';
import { requireTicket } from '../require-ticket.ts';

type LiveContext = RequestContext & { readonly feed: Feed };

/** One for each process that is asked. */
const presences = new WeakMap<Feed, TicketPresence>();

function presenceIn({ feed, db }: LiveContext): TicketPresence {
  let presence = presences.get(feed);
  if (!presence) {
    presence = new TicketPresence({
      signals: feed.signals,
      send: (signal) => sendSignal(db, PRESENCE_TOPIC, signal),
    });
    presences.set(feed, presence);
  }
  return presence;
}

export interface AnnouncePresence {
  readonly ticketId: string;
  readonly state: PresenceState | 'LEFT';
}

/** Says that the viewer has the ticket open, types, or has left; answers until when that counts, null after LEFT. */
export async function announcePresence(
  context: LiveContext,
  { ticketId, state }: AnnouncePresence,
): Promise<{ expiresAt: Date | null }> {
  requireWholeReach(context, 'announce who has a ticket open');
  const { id } = await requireTicket(context.db, context, ticketId, 'ticketId');
  const { viewer } = context;
  const presence = presenceIn(context);
  if (state === 'LEFT') {
    await presence.leave(id, identityOf(viewer));
    return { expiresAt: null };
  }
  const agent = await loadAgent(context, viewer.agentId);
  const expiresAt = await presence.announce(id, {
    who: identityOf(viewer),
    agentId: viewer.agentId,
    name: agent?.name ?? viewer.name,
    state,
  });
  return { expiresAt };
}

/** All who have the ticket open, as one payload of the subscription. Ids are raw uuids. */
export interface ViewersOfTicket {
  readonly ticketId: string;
  readonly viewers: readonly TicketViewer[];
}

/** At once who has the ticket open, then whenever that changes. Who follows and ends it has left the ticket. */
export async function followViewers(
  context: LiveContext,
  { ticketId }: { readonly ticketId: string },
): Promise<AsyncIterableIterator<ViewersOfTicket>> {
  requireWholeReach(context, 'see who has a ticket open');
  const { id } = await requireTicket(context.db, context, ticketId, 'ticketId');
  const follower = new Follower(context, presenceIn(context), id);
  await follower.start();
  return follower;
}

/** The same agent in two windows is one viewer. */
function identityOf({ agentId, keyId, name }: Viewer): string {
  return agentId ?? keyId ?? name;
}

/** Written by hand: an `async function*` that waits cannot be ended from outside (DESIGN §7). */
class Follower implements AsyncIterableIterator<ViewersOfTicket>, PresenceFollower {
  readonly ticketId: string;
  readonly who: string;
  readonly #context: RequestContext;
  readonly #presence: TicketPresence;
  #isNews = true;
  #shown = '';
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(context: RequestContext, presence: TicketPresence, ticketId: string) {
    this.#context = context;
    this.#presence = presence;
    this.ticketId = ticketId;
    this.who = identityOf(context.viewer);
  }

  start(): Promise<void> {
    return this.#presence.follow(this);
  }

  changed(): void {
    this.#isNews = true;
    this.#wake?.();
  }

  stopped(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<ViewersOfTicket>> {
    for (;;) {
      await this.#news();
      if (this.#ended) return { done: true, value: undefined };
      this.#isNews = false;
      const viewers = this.#presence.viewersOf(this.ticketId);
      // Who came and went in between changes nothing.
      const shown = JSON.stringify(viewers);
      if (shown === this.#shown) continue;
      await this.#requireValid();
      this.#shown = shown;
      return { done: false, value: { ticketId: this.ticketId, viewers } };
    }
  }

  async return(): Promise<IteratorResult<ViewersOfTicket>> {
    this.stopped();
    await this.#presence.unfollow(this);
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #news(): Promise<void> {
    while (!this.#isNews && !this.#ended) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }

  async #requireValid(): Promise<void> {
    const { db, viewer } = this.#context;
    if ((await isStillValid(db, [viewer])).has(viewer)) return;
    await this.return();
    throw new CredentialError('The API key was revoked or has expired.');
  }
}
