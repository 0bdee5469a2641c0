import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** A program of the test. */
export class Program {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #said: string[] = [];
  #more = Promise.withResolvers<void>();

  private constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#ended = once(this.#child, 'close').then(() => {
      this.#more.reject(new Error(`${command} has ended:\n${this.#said.join('\n')}`));
    });
    this.#more.promise.catch(() => undefined);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      if (stream) createInterface(stream).on('line', (line) => this.#hear(line));
  }

  /** Starts it, and settles once so many lines that it prints say that it is ready. */
  static async start(command: string, args: readonly string[], ready: RegExp, lines = 1): Promise<Program> {
    const program = new Program(command, args);
    await program.#says(ready, lines);
    return program;
  }

  async #says(what: RegExp, lines: number): Promise<void> {
    while (this.#said.filter((line) => what.test(line)).length < lines) await this.#more.promise;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }

  #hear(line: string): void {
    this.#said.push(line);
    this.#more.resolve();
    this.#more = Promise.withResolvers();
    this.#more.promise.catch(() => undefined);
  }
}

/** Below the ports that systems give to whoever asks for any, which others take at any moment. */
const FIRST = 12_000;
const LAST = 30_000;

/** A port of the loopback that is free for UDP and TCP, and so is the next one: baresip takes both. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    const free = await Promise.all(
      [port, port + 1].flatMap((each) => [isFreeForUdp(each), isFreeForTcp(each)]),
    );
    if (free.every(Boolean)) return port;
  }
}

async function isFreeForUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  const isFree = await Promise.race([
    once(socket, 'listening').then(() => true),
    once(socket, 'error').then(() => false),
  ]);
  socket.close();
  return isFree;
}

async function isFreeForTcp(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isFree = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]);
  if (isFree) await new Promise((resolve) => server.close(resolve));
  return isFree;
}
