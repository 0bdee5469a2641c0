import type { Logger } from 'pino';
import type { RequestContext } from '../../../services/context.ts';
import { addMessage } from '../../../services/tickets/add-message.ts';
import { assignTicket } from '../../../services/tickets/assign-ticket.ts';
import { changeTicketStatus } from '../../../services/tickets/change-status.ts';
import { listTickets } from '../../../services/tickets/tickets.ts';
import { encodeTicketId } from '../../../services/tickets/ticket-types.ts';
import { type Clerk, clerksOf } from './clerks.ts';
import type { DemoTicket } from './demo-ticket.ts';
import type { Scene } from './ensure-helpdesk.ts';
import { playTicket } from './play-ticket.ts';

const INTERVAL = 20_000;

const news: readonly DemoTicket[] = [
  {
    subject: 'Alarm 2043 kommt wieder',
    description: 'Seit heute Morgen wieder Spindeltemperatur, Öl ist voll.',
    category: 'spindle',
    product: 'Drehmaschine HM 200',
    channel: 'PHONE',
    priority: 'HIGH',
    unassigned: true,
    steps: [],
  },
  {
    subject: 'Lieferzeit Schrägkugellager 7014',
    description: 'Wir brauchen sechs Stück, wann können Sie liefern?',
    category: 'spareParts',
    product: 'Schrägkugellager 7014',
    channel: 'EMAIL',
    team: 'Inside sales',
    unassigned: true,
    steps: [],
  },
  {
    subject: 'Kühlmittelschlauch geplatzt',
    description: 'Bitte zwei Meter mit der heutigen Tour.',
    category: 'hydraulics',
    product: 'Kühlmittelschlauch 16 mm',
    channel: 'PHONE',
    unassigned: true,
    steps: [],
  },
];

const answers = [
  'Vielen Dank für Ihre Nachricht, wir prüfen das und melden uns heute noch.',
  'Bitte senden Sie uns noch die Seriennummer der Maschine.',
  'Der Techniker ist unterwegs.',
];

/** Something happens to a ticket every now and then, so that there is something to see. */
export function startTicketTrickle(
  context: RequestContext,
  scene: Scene,
  logger: Logger,
): { stop(): Promise<void> } {
  let turn = 0;
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => happen(context, scene, turn++))
      .catch((error: unknown) => logger.warn({ err: error }, 'The demo could not change a ticket'));
  }, INTERVAL);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** In turn: somebody reports something, somebody takes it, answers it, and it is solved. */
async function happen(context: RequestContext, scene: Scene, turn: number): Promise<void> {
  const clerks = await clerksOf(context);
  const round = Math.floor(turn / 4);
  const ticket = pick(news, round);
  const clerk = pick(
    clerks.filter(({ team }) => team === (ticket.team ?? 'Service')),
    round,
  );
  if (turn % 4 === 0) {
    const customer = pick(scene.customers, round);
    await playTicket(scene, {
      type: 'SERVICE_REQUEST',
      ticket,
      clerk,
      customer,
      others: [],
      openedAt: new Date(),
    });
    return;
  }
  await goOn(scene, ticket, clerk, turn);
}

async function goOn(scene: Scene, { subject }: DemoTicket, clerk: Clerk, turn: number): Promise<void> {
  const { nodes } = await listTickets(clerk.context, {
    filter: { open: true, teamId: clerk.teamId },
    first: 10,
  });
  const found = nodes.find((each) => each.subject === subject);
  if (!found) return;
  const id = encodeTicketId(found);
  if (turn % 4 === 1) await assignTicket(clerk.context, { id, assigneeId: clerk.agentId });
  else if (turn % 4 === 2)
    await addMessage(clerk.context, { ticketId: id, kind: 'PUBLIC_REPLY', body: pick(answers, turn) });
  else await changeTicketStatus(clerk.context, { id, statusId: scene.statuses.get('SOLVED') ?? '' });
}

function pick<Item>(items: readonly Item[], place: number): Item {
  const item = items[place % items.length];
  if (item === undefined) throw new Error('The demo has nobody and nothing to choose from.');
  return item;
}
