import { encodeId } from '../../src/shared/ids.ts';
import { converse } from '../client.ts';
import type { Peer } from '../peers.ts';
import { percentile, round } from '../percentile.ts';
import { seedId } from '../seed.ts';

/** What the server has said yes to; global ids. */
export interface Acknowledged {
  readonly tickets: ReadonlySet<string>;
  readonly messages: ReadonlySet<string>;
}

export interface Figures {
  readonly ticketsPerSecond: number;
  readonly messagesPerSecond: number;
  readonly openP50Milliseconds: number;
  readonly openP99Milliseconds: number;
  readonly answerP50Milliseconds: number;
  readonly answerP99Milliseconds: number;
  /** Of the server's process alone, without PostgreSQL. */
  readonly cpuSecondsPer1000Requests: number;
}

const OPEN = `mutation ($input: OpenTicketInput!) {
  openTicket(input: $input) { ticket { id number state } userErrors { code message } }
}`;
const ANSWER = `mutation ($input: AddTicketMessageInput!) {
  addTicketMessage(input: $input) { ticketMessage { id kind } userErrors { code message } }
}`;

interface Answer {
  readonly data?: {
    readonly openTicket?: { readonly ticket: { readonly id: string } | null };
    readonly addTicketMessage?: { readonly ticketMessage: { readonly id: string } | null };
  } | null;
}

/** For each ticket that is opened, so many answers: two to it, one to a ticket of any client. */
const TURNS = 4;
/** Any client answers these: so several write to one ticket at the same time. */
const SHARED_TICKETS = 50;

/** Clients that open tickets and answer them, each with a connection of its own and one request at a time. */
export class Helpdesk {
  readonly #peer: Peer;
  readonly #settings: { readonly clients: number; readonly customers: number };
  readonly #tickets = new Set<string>();
  readonly #messages = new Set<string>();
  #recent: string[] = [];
  #count = 0;

  constructor(peer: Peer, settings: { readonly clients: number; readonly customers: number }) {
    this.#peer = peer;
    this.#settings = settings;
  }

  get acknowledged(): Acknowledged {
    return { tickets: this.#tickets, messages: this.#messages };
  }

  async work(seconds: number): Promise<Figures> {
    const opening: number[] = [];
    const answering: number[] = [];
    const cpuBefore = await this.#peer.cpuSeconds();
    const started = performance.now();
    const deadline = started + seconds * 1_000;
    await Promise.all(
      Array.from({ length: this.#settings.clients }, () => this.#client(deadline, opening, answering)),
    );
    const elapsed = (performance.now() - started) / 1_000;
    const cpu = (await this.#peer.cpuSeconds()) - cpuBefore;
    return {
      ticketsPerSecond: round(opening.length / elapsed, 1),
      messagesPerSecond: round(answering.length / elapsed, 1),
      openP50Milliseconds: percentile(opening, 0.5),
      openP99Milliseconds: percentile(opening, 0.99),
      answerP50Milliseconds: percentile(answering, 0.5),
      answerP99Milliseconds: percentile(answering, 0.99),
      cpuSecondsPer1000Requests: round((cpu / (opening.length + answering.length)) * 1_000, 3),
    };
  }

  async #client(deadline: number, opening: number[], answering: number[]): Promise<void> {
    let turn = 0;
    let own = '';
    let sentAt = 0;
    await converse(
      this.#peer.port,
      {
        next: () => {
          sentAt = performance.now();
          if (sentAt >= deadline) return null;
          return turn % TURNS === 0 ? this.#open() : this.#answer(turn % TURNS === 3 ? this.#any(own) : own);
        },
        answered: (body) => {
          (turn % TURNS === 0 ? opening : answering).push(performance.now() - sentAt);
          own = this.#take(String(body)) ?? own;
          turn += 1;
        },
      },
      true,
    );
  }

  #open(): Buffer {
    const number = (this.#count += 1);
    const customerId = encodeId(
      'Customer',
      seedId('customer', 1 + ((number * 37) % this.#settings.customers)),
    );
    const type = ['SERVICE_REQUEST', 'COMPLAINT', 'SUGGESTION'][number % 3];
    const subject = `Alarm ${number} at the main spindle`;
    const description = 'The machine stops after an hour with an alarm; oil and filter are fine.';
    return this.#encode(OPEN, { type, customerId, subject, description, channel: 'EMAIL' });
  }

  #answer(ticketId: string): Buffer {
    const body = 'Please check the level in the sight glass and tell us the temperature.';
    return this.#encode(ANSWER, { ticketId, kind: 'PUBLIC_REPLY', body, channel: 'EMAIL' });
  }

  #encode(query: string, input: object): Buffer {
    return this.#peer.encode({ query, variables: { input }, path: '/graphql' });
  }

  #any(own: string): string {
    return this.#recent[this.#messages.size % this.#recent.length] ?? own;
  }

  /** Notes what was acknowledged; the new ticket's id if it was one. */
  #take(body: string): string | null {
    const { data } = JSON.parse(body) as Answer;
    const ticket = data?.openTicket?.ticket?.id;
    const message = data?.addTicketMessage?.ticketMessage?.id;
    if (ticket) {
      this.#tickets.add(ticket);
      this.#recent = [...this.#recent, ticket].slice(-SHARED_TICKETS);
      return ticket;
    }
    if (!message) throw new Error(`A request was refused: ${body.slice(0, 500)}`);
    this.#messages.add(message);
    return null;
  }
}
