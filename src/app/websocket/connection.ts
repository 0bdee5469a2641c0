import { CloseCode, type WebSocket as GraphQLSocket } from 'graphql-ws';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import type { Viewer } from '../../services/access/viewer.ts';

export interface ConnectionOptions {
  readonly logger: Logger;
  readonly keepAlive: number;
}

const LONGEST_TIMER = 2_147_483_647;

/** One socket, as graphql-ws sees it: sends with back-pressure, pings, ends when the credential does. */
export class Connection implements GraphQLSocket {
  readonly protocol: string;
  /** Of whoever is connected; null until `connection_init` was answered. */
  viewer: Viewer | null = null;
  authorization: string | undefined;
  readonly #socket: WebSocket;
  readonly #logger: Logger;
  readonly #pinging: NodeJS.Timeout;
  #expiring: NodeJS.Timeout | null = null;
  #alive = true;

  constructor(socket: WebSocket, { logger, keepAlive }: ConnectionOptions) {
    this.protocol = socket.protocol;
    this.#socket = socket;
    this.#logger = logger;
    socket.on('error', (error) => logger.debug({ err: error }, 'WebSocket failed'));
    socket.on('pong', () => (this.#alive = true));
    this.#pinging = setInterval(() => this.#ping(), keepAlive);
  }

  admit(viewer: Viewer, authorization: string | undefined): void {
    this.viewer = viewer;
    this.authorization = authorization;
    this.#waitForExpiry();
  }

  /** Settles when the operating system has taken it: until then no further event is asked for. */
  send(data: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.readyState !== this.#socket.OPEN) return resolve();
      // A failure comes with the socket's end, which ends the subscription.
      this.#socket.send(data, () => resolve());
    });
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, shortened(reason));
  }

  /** Ends the socket because of its credential. Clients of graphql-ws take this code for final and do not retry. */
  expel(reason: string): void {
    this.close(CloseCode.Unauthorized, reason);
  }

  onMessage(callback: (data: string) => Promise<void>): void {
    this.#socket.on('message', (data: RawData) => {
      callback(textOf(data)).catch((error: unknown) => {
        this.#logger.error({ err: error }, 'Unforeseen error while answering a WebSocket message');
        this.close(CloseCode.InternalServerError, 'Internal server error');
      });
    });
  }

  closed(): void {
    clearInterval(this.#pinging);
    if (this.#expiring) clearTimeout(this.#expiring);
  }

  #ping(): void {
    if (!this.#alive) return this.#socket.terminate();
    this.#alive = false;
    this.#socket.ping();
  }

  #waitForExpiry(): void {
    const expiresAt = this.viewer?.expiresAt;
    if (!expiresAt) return;
    const left = expiresAt.getTime() - Date.now();
    if (left <= 0) return this.expel('The API key has expired.');
    this.#expiring = setTimeout(() => this.#waitForExpiry(), Math.min(left, LONGEST_TIMER));
  }
}

/** With ws's default of `nodebuffer`, a message is one Buffer. */
function textOf(data: RawData): string {
  return (data as Buffer).toString('utf8');
}

/** A close frame takes 123 bytes. */
function shortened(reason: string | undefined): string | undefined {
  if (!reason || Buffer.byteLength(reason) <= 123) return reason;
  return Buffer.from(reason).subarray(0, 120).toString('utf8').replace(/�*$/, '…');
}
