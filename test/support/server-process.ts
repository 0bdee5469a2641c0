import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fromSource } from './from-source.ts';

/** `kontor start` as a process of its own, which can be killed and started again on the same port. */
export class ServerProcess {
  readonly #env: NodeJS.ProcessEnv;
  readonly url: string;
  #process: ChildProcess | undefined;
  #up = Promise.withResolvers<void>();

  private constructor(env: NodeJS.ProcessEnv, port: number) {
    this.#env = { ...process.env, NODE_OPTIONS: '', ...env, PORT: String(port), HOST: '127.0.0.1' };
    this.url = `http://127.0.0.1:${port}`;
  }

  static async create(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    return new ServerProcess(env, port);
  }

  /** Of the server that was started last. */
  get pid(): number {
    const { pid } = this.#process ?? {};
    if (pid === undefined) throw new Error('No server was started.');
    return pid;
  }

  /** Settles as soon as there is a server that is ready. */
  get up(): Promise<void> {
    return this.#up.promise;
  }

  async start(): Promise<void> {
    const args = [...fromSource, path.resolve('src/cli/main.ts'), 'start'];
    const server = spawn(process.execPath, args, { env: this.#env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = server;
    // Read to its end, or a full pipe would hold the server up.
    const log = createInterface(server.stdout);
    const ready = new Promise<boolean>((resolve) => {
      log.on('line', (line) => line.includes('"Kontor is ready"') && resolve(true));
      log.once('close', () => resolve(false));
    });
    if (!(await ready)) throw new Error('The server ended before it was ready.');
    this.#up.resolve();
  }

  /** Tells it to end, and settles when it has, with its exit code; null where a signal has killed it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    await this.kill(signal);
    return this.#process?.exitCode ?? null;
  }

  /** Settles when it is gone; at once where it has ended by itself. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    if (!this.#process) throw new Error('No server was started.');
    this.#up = Promise.withResolvers();
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill(signal);
    await exited;
  }
}
