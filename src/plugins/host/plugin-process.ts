import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { Channel } from '../kit/channel.ts';
import { type Call, type ChildMessage, childMessageSchema } from '../kit/protocol.ts';
import { childArguments, childEnvironment } from './child-environment.ts';
import { eachLine } from './line-splitter.ts';
import type { Deadlines } from './host-options.ts';
import { LogLimit, type PluginLog } from './log-limit.ts';
import type { Mask } from './mask.ts';
import { PluginCallError, PluginCrash } from './plugin-error.ts';
import { residentMemory } from './resident-memory.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface PluginProcessSettings {
  /** File URL of the plugin's module. */
  readonly url: string;
  readonly workDir: string;
  readonly memoryLimit: number;
  readonly deadlines: Pick<Deadlines, 'start' | 'heartbeat'>;
  readonly log: PluginLog;
  readonly mask: Mask;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

const MEMORY_POLL_MS = 1_000;

/** One running plugin: calls with deadlines, log lines, and an end that every waiting call learns of. */
export class PluginProcess {
  readonly #child: ChildProcess;
  readonly #channel: Channel;
  readonly #settings: PluginProcessSettings;
  readonly #waiting = new Map<number, Waiting>();
  readonly #memoryPoll: NodeJS.Timeout;
  #heartbeat: NodeJS.Timeout | undefined;
  readonly #logLimit: LogLimit;
  readonly #ready = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();
  #lastId = 0;
  #end: PluginCrash | null = null;

  /** Starts the process and waits until it has loaded the plugin. */
  static async start(settings: PluginProcessSettings): Promise<PluginProcess> {
    await mkdir(settings.workDir, { recursive: true, mode: 0o700 });
    const started = new PluginProcess(settings);
    const deadline = setTimeout(() => {
      started.kill(`it did not load within ${settings.deadlines.start / 1000} s`);
    }, settings.deadlines.start);
    try {
      await started.#ready.promise;
      started.#beginHeartbeat();
      return started;
    } finally {
      clearTimeout(deadline);
    }
  }

  private constructor(settings: PluginProcessSettings) {
    this.#settings = settings;
    this.#logLimit = new LogLimit(settings.log);
    this.#ready.promise.catch(() => {});
    this.#child = spawn(process.execPath, childArguments(settings.url, settings.workDir), {
      cwd: settings.workDir,
      env: childEnvironment(settings.workDir),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.#channel = new Channel(this.#child.stdio[3] as Duplex, {
      message: (message) => this.#take(message),
      garbage: (reason) => this.kill(`it wrote ${reason}`),
      end: () => {},
    });
    if (this.#child.stdout) eachLine(this.#child.stdout, (line) => this.#log('info', line));
    if (this.#child.stderr) eachLine(this.#child.stderr, (line) => this.#log('warn', line));
    this.#child.on('error', (error) => this.#ended(`its process could not be started: ${error.message}`));
    // `close`, not `exit`: what it wrote last (the reason) must be read first.
    this.#child.on('close', (code, signal) => {
      this.#ended(signal ? `its process was ended by ${signal}` : `its process exited with code ${code}`);
      this.#logLimit.settle();
      this.#gone.resolve();
    });
    this.#memoryPoll = setInterval(() => void this.#checkMemory(), MEMORY_POLL_MS);
    this.#memoryPoll.unref();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get ended(): boolean {
    return this.#end !== null;
  }

  /** Asks one thing. Past the deadline the process is killed: what hangs once cannot be trusted to stop. */
  call(call: Call, deadline: number): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#end);
    const id = ++this.#lastId;
    const timer = setTimeout(() => {
      this.kill(`it did not answer \`${call.call}\` within ${deadline / 1000} s`);
    }, deadline);
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#channel.send({ ...call, id });
    return answer.finally(() => clearTimeout(timer));
  }

  /** Ends the process at once; every waiting call fails with the reason. */
  kill(reason: string): void {
    this.#ended(reason);
    this.#child.kill('SIGKILL');
  }

  /** Ends the process and waits until it is gone: by closing the channel, by force after a second. */
  async stop(): Promise<void> {
    this.#ended('the host stopped it');
    this.#channel.destroy();
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 1_000);
    if (this.#child.pid !== undefined) await this.#gone.promise;
    clearTimeout(force);
  }

  #take(raw: unknown): void {
    const checked = childMessageSchema.safeParse(raw);
    if (!checked.success) return this.kill('it wrote a message that is none of the protocol');
    const message: ChildMessage = checked.data;
    if ('ready' in message) return this.#ready.resolve();
    if ('fatal' in message) return this.#ended(this.#settings.mask(message.fatal));
    if ('log' in message) return this.#log(message.log.level, message.log.message, message.log.details);
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return this.kill('it answered what nobody had asked');
    this.#waiting.delete(message.id);
    if ('error' in message) waiting.reject(new PluginCallError(this.#settings.mask(message.error)));
    else waiting.resolve(message.value);
  }

  #ended(reason: string): void {
    if (this.#end) return;
    this.#end = new PluginCrash(`The plugin was lost: ${reason}.`);
    clearInterval(this.#memoryPoll);
    clearInterval(this.#heartbeat);
    this.#ready.reject(this.#end);
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }

  /** Finds a loop long before the deadline of a batch does, and what was frozen also where nobody asks anything. */
  #beginHeartbeat(): void {
    if (this.#end) return;
    const deadline = this.#settings.deadlines.heartbeat;
    let isBeating = false;
    const beat = async (): Promise<void> => {
      if (isBeating) return;
      isBeating = true;
      // Its failure is the process's end, which has been told.
      await this.call({ call: 'ping' }, deadline).catch(() => undefined);
      isBeating = false;
    };
    this.#heartbeat = setInterval(() => void beat(), deadline / 3);
    this.#heartbeat.unref();
  }

  async #checkMemory(): Promise<void> {
    const { memoryLimit } = this.#settings;
    const resident = this.pid === undefined ? null : await residentMemory(this.pid);
    if (resident !== null && resident > memoryLimit) {
      this.kill(`it used ${megabytes(resident)} MB of memory, allowed are ${megabytes(memoryLimit)} MB`);
    }
  }

  #log(level: LogLevel, message: string, details?: Record<string, unknown>): void {
    if (!this.#logLimit.takes()) return;
    const { mask } = this.#settings;
    this.#logLimit.log(level, mask(message), details && mask(details));
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
