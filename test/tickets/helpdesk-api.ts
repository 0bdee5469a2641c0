import type { GraphQLAnswer, TestServer } from '../support/server.ts';

/** What an agent's application sends over HTTP; nothing of it may be refused. */
export class HelpdeskApi {
  readonly #server: TestServer;
  /** Whose key; all rights while there is none. */
  key: string | undefined;

  constructor(server: TestServer) {
    this.#server = server;
  }

  async ask(query: string, variables = {}, key = this.key): Promise<GraphQLAnswer['data']> {
    const { data, errors } = await this.#server.request(query, variables, key ? { key } : {});
    if (errors) throw new Error(`${query}\n${JSON.stringify(errors)}`);
    return data;
  }

  /** A mutation called `it`; answers its payload. */
  async run(mutation: string, field: string, variables = {}) {
    const { it: payload } = await this.ask(mutation, variables);
    if (!payload[field] || payload.userErrors.length > 0)
      throw new Error(`${mutation}\n${JSON.stringify(payload)}`);
    return payload;
  }

  open(input: object) {
    const mutation = `mutation ($input: OpenTicketInput!) {
      it: openTicket(input: $input) { ticket { id number } userErrors { message } }
    }`;
    return this.run(mutation, 'ticket', { input });
  }

  updateComplaint(input: object) {
    const mutation = `mutation ($input: UpdateComplaintInput!) {
      it: updateComplaint(input: $input) { ticket { id } userErrors { message } }
    }`;
    return this.run(mutation, 'ticket', { input });
  }

  say(input: object) {
    const mutation = `mutation ($input: AddTicketMessageInput!) {
      it: addTicketMessage(input: $input) { ticket { state } ticketMessage { id } userErrors { message } }
    }`;
    return this.run(mutation, 'ticketMessage', {
      input: { channel: 'PHONE', kind: 'PUBLIC_REPLY', ...input },
    });
  }

  /** Into one of the statuses that are offered. */
  async bring(id: string, state: string): Promise<void> {
    const { ticket } = await this.ask('query ($id: ID!) { ticket(id: $id) { nextStatuses { id state } } }', {
      id,
    });
    const next = ticket.nextStatuses.find((status: { state: string }) => status.state === state);
    const mutation = `mutation ($id: ID!, $statusId: ID!) {
      it: changeTicketStatus(input: { id: $id, statusId: $statusId }) { ticket { state } userErrors { message } }
    }`;
    await this.run(mutation, 'ticket', { id, statusId: next?.id });
  }
}
