import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** A batch larger than this is a mistake of the plugin, not something to hold in memory. */
const MAX_LINE_CHARACTERS = 64 * 1024 * 1024;

export interface ChannelEvents {
  message(message: unknown): void;
  /** The other side wrote what is no message: it can no longer be trusted. */
  garbage(reason: string): void;
  /** The other side is gone. */
  end(): void;
}

/**
 * Messages between host and plugin process: JSON, one a line, over a socket pair. Not Node's own IPC: there, one
 * malformed byte from the child is an uncaught exception in the parent.
 */
export class Channel {
  readonly #stream: Duplex;
  #pending: string[] = [];
  #pendingLength = 0;

  constructor(stream: Duplex, events: ChannelEvents) {
    this.#stream = stream;
    const decoder = new StringDecoder('utf8');
    stream.on('data', (chunk: Buffer) => this.#take(decoder.write(chunk), events));
    stream.once('close', () => events.end());
    // A broken pipe is the other side's end; `close` follows.
    stream.on('error', () => stream.destroy());
  }

  send(message: object): void {
    if (!this.#stream.destroyed) this.#stream.write(`${JSON.stringify(message)}\n`);
  }

  /** Ends after what was sent is written. */
  end(): Promise<void> {
    return new Promise((resolve) => this.#stream.end(resolve));
  }

  destroy(): void {
    this.#stream.destroy();
  }

  #take(text: string, events: ChannelEvents): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      const line = [...this.#pending, text.slice(start, end)].join('');
      this.#pending = [];
      this.#pendingLength = 0;
      start = end + 1;
      if (!deliver(line, events)) return this.destroy();
    }
    if (start < text.length) {
      this.#pending.push(text.slice(start));
      this.#pendingLength += text.length - start;
    }
    if (this.#pendingLength > MAX_LINE_CHARACTERS) {
      events.garbage(`a message of more than ${MAX_LINE_CHARACTERS} characters; yield smaller batches`);
      this.destroy();
    }
  }
}

function deliver(line: string, events: ChannelEvents): boolean {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    events.garbage(`a line that is not JSON: ${JSON.stringify(line.slice(0, 80))}`);
    return false;
  }
  events.message(message);
  return true;
}
