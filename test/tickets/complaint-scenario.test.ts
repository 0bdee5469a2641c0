import 'reflect-metadata';
import { connect } from '../events/support/socket-server.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { addTelephony, handled, postJson } from '../telephony/support.ts';
import { type Followed, followedOn } from './helpdesk.ts';
import { HelpdeskApi } from './helpdesk-api.ts';

// One customer, one afternoon: what the API says from the first ring to the closed complaint. The steps stand on each
// other; each is a test of its own, so that a failure names the step.

const CALL = { callId: 'pbx-1', direction: 'in', from: '4930123450', to: '494055550' };

interface Changed {
  readonly ticketChanged: {
    readonly event: { readonly type: string };
    readonly changed: readonly string[];
    readonly ticket: { readonly id: string; readonly number: string };
  };
}

describe('a complaint, from the telephone call to its end', () => {
  let server: TestServer;
  let api: HelpdeskApi;
  /** Of Anna, who answers the telephone. */
  let key: string;
  /** Of the customer itself. */
  let theirKey: string;
  let changes: Followed<Changed>;
  let end: () => Promise<void>;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    server = await startTestServer();
    api = new HelpdeskApi(server);
    await addTelephony(server.host, asSystem(server.db));
    const { agent } = await api.run(
      `mutation { it: createAgent(input: { name: "Anna", extension: "21" }) { agent { id } userErrors { message } } }`,
      'agent',
    );
    const { team } = await api.run(
      `mutation ($id: ID!) { it: createTeam(input: { name: "Service", memberIds: [$id] }) { team { id } userErrors { message } } }`,
      'team',
      { id: agent.id },
    );
    const { customer } = await api.run(
      `mutation { it: createCustomer(input: { name: "Abel Förderanlagen", addresses: [{ kind: OFFICE, country: "DE" }],
         phones: [{ raw: "+49 30 12345-0" }] }) { customer { id } userErrors { message } } }`,
      'customer',
    );
    Object.assign(ids, { agent: agent.id, team: team.id, customer: customer.id });
    key = await server.key({ agentId: agent.id });
    api.key = key;
    theirKey = await server.key({ customerId: customer.id });
    await aSolvedComplaint();
    await anArticle();
    const client = connect(`${server.url.replace('http', 'ws')}/graphql`, `Bearer ${key}`);
    const { eventCursor } = await api.ask('{ eventCursor }');
    changes = followedOn<Changed>(
      client,
      `subscription ($teamId: ID!, $after: String) {
         ticketChanged(filter: { teamId: $teamId, types: [COMPLAINT] }, after: $after) {
           event { type } changed ticket { id number }
         }
       }`,
      { teamId: team.id, after: eventCursor },
    );
    end = async () => client.dispose();
  });
  afterAll(async () => {
    await end();
    await server.stop();
  });

  async function aSolvedComplaint(): Promise<void> {
    const { customer } = await api.run(
      `mutation { it: createCustomer(input: { name: "Another one" }) { customer { id } userErrors { message } } }`,
      'customer',
    );
    const subject = 'Hauptspindel wird heiß, Alarm 2043';
    const description = 'Nach einer Stunde kommt Alarm 2043, das vordere Spindellager ist heiß.';
    const { ticket } = await api.open({ type: 'COMPLAINT', customerId: customer.id, subject, description });
    await api.updateComplaint({ id: ticket.id, remedy: 'Vorspannung der Lager neu eingestellt' });
    await api.bring(ticket.id, 'SOLVED');
    ids['known'] = ticket.id;
  }

  async function anArticle(): Promise<void> {
    const { article } = await api.run(
      `mutation { it: createArticle(input: { audience: INTERNAL, language: "de", title: "Alarm 2043: Spindellager heiß",
         question: "Die Hauptspindel wird heiß.", answer: "Vorspannung **prüfen**." }) {
           article { id } userErrors { message } } }`,
      'article',
    );
    for (const step of ['submitArticle', 'publishArticle']) {
      const mutation = `mutation ($id: ID!) { it: ${step}(input: { id: $id }) { article { id } userErrors { message } } }`;
      await api.run(mutation, 'article', { id: article.id });
    }
    ids['article'] = article.id;
  }

  it('the call comes in by the ingress, and Kontor knows who it is', async () => {
    await postJson(server.url, { event: 'newCall', ...CALL, user: 'Anna' });
    await postJson(server.url, { event: 'answer', ...CALL, user: 'Anna', answeringNumber: '21' });
    await handled(server.db);
    const { calls } = await api.ask(
      '{ calls(first: 1) { nodes { id status caller { customer { id } } callerCandidates { customer { id } reason } } } }',
      {},
      key,
    );
    const [call] = calls.nodes;
    expect(call).toMatchObject({ status: 'IN_PROGRESS', caller: { customer: { id: ids['customer'] } } });
    ids['call'] = call.id;
  });

  it('while the customer still talks, the known case is shown with its remedy', async () => {
    const { similarTickets } = await api.ask(
      `query ($input: SimilarTicketsInput!) {
         similarTickets(input: $input) { score ticket { id } solution { remedy } }
       }`,
      { input: { text: 'Die Spindel wird heiß, es kommt Alarm 2043', customerId: ids['customer'] } },
      key,
    );
    expect(similarTickets[0]).toMatchObject({
      ticket: { id: ids['known'] },
      solution: { remedy: 'Vorspannung der Lager neu eingestellt' },
    });
  });

  it('the complaint is opened from the call, for its customer, and the team sees it at once', async () => {
    const { ticket } = await api.run(
      `mutation ($input: OpenTicketFromCallInput!) {
         it: openTicketFromCall(input: $input) {
           ticket { id number state channel customer { id } } userErrors { message }
         }
       }`,
      'ticket',
      {
        input: {
          callId: ids['call'],
          type: 'COMPLAINT',
          subject: 'Neue Hauptspindel wird heiß',
          description: 'Alarm 2043 nach einer Stunde, das Lager ist heiß.',
          priority: 'URGENT',
          teamId: ids['team'],
        },
      },
    );
    expect(ticket).toMatchObject({ state: 'OPEN', channel: 'PHONE', customer: { id: ids['customer'] } });
    ids['ticket'] = ticket.id;
    expect((await changes.next()).ticketChanged).toMatchObject({
      event: { type: 'ticket.created' },
      ticket: { id: ticket.id, number: ticket.number },
    });
  });

  it('the ticket itself shows the known case and the article that may help', async () => {
    const { ticket } = await api.ask(
      `query ($id: ID!) { ticket(id: $id) {
         similarTickets(first: 3) { ticket { id } } suggestedArticles { article { id } }
       } }`,
      { id: ids['ticket'] },
      key,
    );
    expect(ticket.similarTickets[0]).toEqual({ ticket: { id: ids['known'] } });
    expect(ticket.suggestedArticles[0]).toEqual({ article: { id: ids['article'] } });
  });

  it('somebody takes it, says what to do, and notes what only we should know', async () => {
    await api.run(
      `mutation ($id: ID!, $agent: ID!) {
         it: assignTicket(input: { id: $id, assigneeId: $agent }) { ticket { id } userErrors { message } }
       }`,
      'ticket',
      { id: ids['ticket'], agent: ids['agent'] },
    );
    expect((await changes.next()).ticketChanged).toMatchObject({ changed: ['assignee'] });
    await api.say({ ticketId: ids['ticket'], body: 'Bitte nur bis 1.500 U/min fahren, wir kommen morgen.' });
    await api.say({
      ticketId: ids['ticket'],
      kind: 'INTERNAL_NOTE',
      channel: null,
      body: 'Charge 2409 prüfen',
    });
    await postJson(server.url, { event: 'hangup', ...CALL, cause: 'normalClearing' });
    await handled(server.db);
  });

  it('the remedy is noted with defect, cause, compensation and what it cost', async () => {
    const { complaintCause } = await api.run(
      `mutation { it: createComplaintCause(input: { name: "Montagefehler" }) { complaintCause { id } userErrors { message } } }`,
      'complaintCause',
    );
    await api.updateComplaint({
      id: ids['ticket'],
      causeId: complaintCause.id,
      defect: 'Vorspannung zu hoch',
      remedy: 'Lager vor Ort neu eingestellt',
      compensation: { amount: '350.00', currency: 'EUR' },
      cost: { amount: '780.00', currency: 'EUR' },
    });
    await api.run(
      `mutation ($input: LinkArticleToTicketInput!) {
         it: linkArticleToTicket(input: $input) { article { id } userErrors { message } }
       }`,
      'article',
      { input: { articleId: ids['article'], ticketId: ids['ticket'], solved: true } },
    );
    expect((await changes.next()).ticketChanged.changed).toEqual(
      expect.arrayContaining(['defect', 'remedy', 'compensation']),
    );
  });

  it('the customer says that it is not solved, and then that it is', async () => {
    const id = ids['ticket'] ?? '';
    await api.bring(id, 'SOLVED');
    const { ticket } = await api.say({ ticketId: id, direction: 'INBOUND', body: 'Heute wieder 70 Grad!' });
    expect(ticket.state).toBe('OPEN');
    await api.say({ ticketId: id, body: 'Der Fühler war lose. Jetzt sind es 46 Grad.' });
    await api.bring(id, 'SOLVED');
    await api.bring(id, 'CLOSED');
    const { ticket: closed } = await api.ask(
      `query ($id: ID!) { ticket(id: $id) {
         state firstResponseTime resolutionTime statusChanges { to { state } }
         ... on Complaint { cause { name } remedy compensation { amount } cost { amount } }
       } }`,
      { id },
      key,
    );
    expect(closed).toMatchObject({
      state: 'CLOSED',
      firstResponseTime: expect.anything(),
      resolutionTime: expect.anything(),
      cause: { name: 'Montagefehler' },
      compensation: { amount: '350.00' },
      cost: { amount: '780.00' },
    });
    expect(closed.statusChanges.map((change: { to: { state: string } }) => change.to.state)).toEqual([
      'OPEN',
      'SOLVED',
      'OPEN',
      'SOLVED',
      'CLOSED',
    ]);
  });

  it('the customer file has the call, the complaint and what was said', async () => {
    const { customer } = await api.ask(
      'query ($id: ID!) { customer(id: $id) { timeline(first: 20) { nodes { kind title } } } }',
      { id: ids['customer'] },
      key,
    );
    const kinds = new Set(customer.timeline.nodes.map(({ kind }: { kind: string }) => kind));
    expect(kinds).toEqual(new Set(['CALL', 'COMPLAINT', 'TICKET_MESSAGE']));
  });

  it('the customer sees the remedy and what was said, and nothing of what is ours', async () => {
    const { ticket } = await api.ask(
      `query ($id: ID!) { ticket(id: $id) {
         ... on Complaint { remedy compensation { amount } cause { name } cost { amount } }
         messages(first: 20) { nodes { kind body } } similarTickets { ticket { id } }
         suggestedArticles { article { id } }
       } }`,
      { id: ids['ticket'] },
      theirKey,
    );
    expect(ticket).toMatchObject({
      remedy: 'Lager vor Ort neu eingestellt',
      compensation: { amount: '350.00' },
      cause: null,
      cost: null,
      similarTickets: [],
      suggestedArticles: [],
    });
    const kinds = ticket.messages.nodes.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(['PUBLIC_REPLY', 'PUBLIC_REPLY', 'PUBLIC_REPLY']);
  });
});
