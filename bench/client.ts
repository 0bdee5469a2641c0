import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

// A client that costs as little as possible, since it shares the machine with what it measures: the requests are bytes
// made beforehand, and of an answer it reads the status and the length. Every peer answers with `Content-Length`.

export interface Exchange {
  /** The request to send next, or null when it is over. */
  next(): Buffer | null;
  /** An answer has come completely. */
  answered(body: Buffer | null, bytes: number): void;
}

/** One connection, one request at a time, until `next` has none left. */
export async function converse(
  port: number,
  { next, answered }: Exchange,
  keepBodies: boolean,
): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  await new Promise<void>((resolve, reject) => {
    let head: Buffer = Buffer.alloc(0);
    let body: Buffer[] = [];
    let length = -1;
    let received = 0;

    const send = (): void => {
      const request = next();
      if (request) socket.write(request);
      else {
        socket.end();
        resolve();
      }
    };
    const take = (chunk: Buffer): void => {
      received += chunk.length;
      if (keepBodies) body.push(chunk);
      if (received < length) return;
      const bytes = length;
      const whole = keepBodies ? Buffer.concat(body) : null;
      [length, received, body] = [-1, 0, []];
      answered(whole, bytes);
      send();
    };
    const read = (chunk: Buffer): void => {
      if (length >= 0) return take(chunk);
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const rest = head.subarray(end + 4);
      length = contentLength(head.toString('latin1', 0, end));
      head = Buffer.alloc(0);
      take(rest);
    };
    socket.on('data', (chunk: Buffer) => {
      try {
        read(chunk);
      } catch (error) {
        // What the caller finds wrong with an answer ends here, too.
        reject(error instanceof Error ? error : new Error(String(error)));
        socket.destroy();
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The connection was closed.')));
    send();
  });
  await closed(socket);
}

/** Sends the requests one after the other and answers the bodies. */
export async function exchange(port: number, requests: readonly Buffer[]): Promise<Buffer[]> {
  const bodies: Buffer[] = [];
  let place = 0;
  await converse(
    port,
    {
      next: () => requests[place++] ?? null,
      answered: (body) => void bodies.push(body ?? Buffer.alloc(0)),
    },
    true,
  );
  return bodies;
}

function contentLength(head: string): number {
  const status = head.slice(9, 12);
  if (status !== '200') throw new Error(`A request was answered with ${head.split('\r\n')[0]}`);
  const match = /^content-length: *(\d+)/im.exec(head);
  if (!match) throw new Error(`An answer came without Content-Length:\n${head}`);
  return Number(match[1]);
}

async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, 'close');
}
