import { createSignals, type Signals } from '../../src/events/signals.ts';
import {
  type PresenceFollower,
  PRESENCE_TOPIC,
  TicketPresence,
  type TicketViewer,
} from '../../src/services/tickets/live/presence.ts';
import { until } from '../support/until.ts';

const anna = { who: 'anna', agentId: 'anna', name: 'Anna Albers', state: 'VIEWING' } as const;
const bert = { ...anna, who: 'bert', agentId: 'bert', name: 'Bert Busch' };

/** Processes that hear each other's signals, as those of one database do. */
function network() {
  const processes: Signals[] = [];
  const send = async (signal: unknown): Promise<void> => {
    for (const signals of processes) signals.receive(JSON.stringify([PRESENCE_TOPIC, signal]));
  };
  return {
    join(lifetime?: number): TicketPresence {
      const signals = createSignals();
      processes.push(signals);
      return new TicketPresence({ signals, send, lifetime });
    },
    send,
    stop: () => processes.forEach((signals) => signals.stop()),
  };
}

class Watching implements PresenceFollower {
  readonly seen: string[][] = [];
  readonly ticketId: string;
  readonly who: string;
  readonly #presence: TicketPresence;

  constructor(presence: TicketPresence, who = 'nobody', ticketId = 'ticket') {
    this.#presence = presence;
    this.ticketId = ticketId;
    this.who = who;
  }
  changed(): void {
    this.seen.push(this.#presence.viewersOf(this.ticketId).map(shown));
  }
  stopped(): void {
    this.seen.push(['stopped']);
  }
}

function shown({ name, state }: TicketViewer): string {
  return state === 'TYPING' ? `${name} types` : name;
}

describe('who has a ticket open', () => {
  let there: ReturnType<typeof network>;
  let presence: TicketPresence;
  beforeEach(() => {
    there = network();
    presence = there.join();
  });
  afterEach(() => there.stop());

  async function watch(by = presence, who?: string): Promise<Watching> {
    const watching = new Watching(by, who);
    await by.follow(watching);
    return watching;
  }

  it('is known after an announcement, those who came first standing first', async () => {
    const watching = await watch();
    await presence.announce('ticket', anna);
    await presence.announce('ticket', bert);
    await presence.announce('ticket', { ...anna, state: 'TYPING' });
    await until(() => watching.seen.length === 3);
    expect(watching.seen).toEqual([
      ['Anna Albers'],
      ['Anna Albers', 'Bert Busch'],
      ['Anna Albers types', 'Bert Busch'],
    ]);
  });

  it('is known in other processes, also in one that asks only later', async () => {
    await presence.announce('ticket', anna);
    await until(() => presence.viewersOf('ticket').length === 1);
    const elsewhere = there.join();
    const watching = await watch(elsewhere);
    await until(() => watching.seen.length === 1);
    expect(watching.seen).toEqual([['Anna Albers']]);
  });

  it('says nothing new when an announcement is renewed', async () => {
    const watching = await watch();
    await presence.announce('ticket', anna);
    await presence.announce('ticket', anna);
    await presence.announce('ticket', bert);
    await until(() => watching.seen.length === 2);
    expect(watching.seen[1]).toEqual(['Anna Albers', 'Bert Busch']);
  });

  it('says nothing of other tickets', async () => {
    const watching = await watch();
    await presence.announce('another', bert);
    await presence.announce('ticket', anna);
    await until(() => watching.seen.length === 1);
    expect(watching.seen).toEqual([['Anna Albers']]);
  });

  it('lapses where it is not renewed', async () => {
    const impatient = there.join(20);
    const watching = await watch();
    await impatient.announce('ticket', anna);
    await until(() => watching.seen.length === 2);
    expect(watching.seen).toEqual([['Anna Albers'], []]);
  });

  it('ends when the viewer says so', async () => {
    const watching = await watch();
    await presence.announce('ticket', anna);
    await presence.leave('ticket', 'anna');
    await until(() => watching.seen.length === 2);
    expect(watching.seen.at(-1)).toEqual([]);
  });

  it('ends with the last socket of the viewer', async () => {
    const watching = await watch();
    const [one, two] = [await watch(presence, 'anna'), await watch(presence, 'anna')];
    await presence.announce('ticket', anna);
    await until(() => watching.seen.length === 1);
    await presence.unfollow(one);
    await presence.announce('ticket', bert);
    await until(() => watching.seen.length === 2);
    expect(watching.seen.at(-1)).toEqual(['Anna Albers', 'Bert Busch']);
    await presence.unfollow(two);
    await until(() => watching.seen.length === 3);
    expect(watching.seen.at(-1)).toEqual(['Bert Busch']);
  });

  it('goes on while the viewer has a socket to another process', async () => {
    const elsewhere = there.join();
    const watching = await watch();
    const [here, far] = [await watch(presence, 'anna'), await watch(elsewhere, 'anna')];
    await presence.announce('ticket', anna);
    await until(() => watching.seen.length === 1);
    await presence.unfollow(here);
    // Gone for a moment, until the other process has contradicted.
    await until(() => watching.seen.length === 3);
    expect(watching.seen.at(-1)).toEqual(['Anna Albers']);
    await elsewhere.unfollow(far);
    await until(() => watching.seen.length === 4);
    expect(watching.seen.at(-1)).toEqual([]);
  });

  it('is not what a stranger to the protocol sends', async () => {
    const watching = await watch();
    await there.send({ kind: 'HERE', ticketId: 'ticket', who: 7 });
    await there.send('nonsense');
    await presence.announce('ticket', anna);
    await until(() => watching.seen.length === 1);
    expect(watching.seen).toEqual([['Anna Albers']]);
  });

  it('ends for followers when the process stops', async () => {
    const watching = await watch();
    there.stop();
    await until(() => watching.seen.length === 1);
    expect(watching.seen).toEqual([['stopped']]);
  });
});
