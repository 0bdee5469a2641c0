import type { FormattedExecutionResult } from 'graphql';

/** What one event has become for whoever is shown the same of it. */
export class Payload {
  readonly result: FormattedExecutionResult;
  /** Of the event; null for what is none. */
  readonly cursor: string | null;
  #restOfMessage: Buffer | null = null;
  #serverSentEvent: Buffer | null = null;
  /** Clients that number their subscriptions have the same few ids. */
  readonly #framesOfShortIds = new Map<string, Buffer>();

  constructor(result: FormattedExecutionResult, cursor: string | null) {
    this.result = result;
    this.cursor = cursor;
  }

  /**
   * The `next` message of graphql-transport-ws as a WebSocket frame. The result is serialized once for all; for each
   * subscription only its id is put before it.
   */
  webSocketFrame(subscriptionId: string): Buffer {
    if (subscriptionId.length > LONGEST_SHORT_ID) return this.#frameFor(subscriptionId);
    const known = this.#framesOfShortIds.get(subscriptionId);
    if (known) return known;
    const frame = this.#frameFor(subscriptionId);
    this.#framesOfShortIds.set(subscriptionId, frame);
    return frame;
  }

  /** The `next` event of graphql-sse; its id is what `Last-Event-ID` brings back. */
  get serverSentEvent(): Buffer {
    const id = this.cursor === null ? '' : `id: ${this.cursor}\n`;
    this.#serverSentEvent ??= Buffer.from(`${id}event: next\ndata: ${JSON.stringify(this.result)}\n\n`);
    return this.#serverSentEvent;
  }

  #frameFor(subscriptionId: string): Buffer {
    const rest = (this.#restOfMessage ??= Buffer.from(
      `,"type":"next","payload":${JSON.stringify(this.result)}}`,
    ));
    const start = `{"id":${JSON.stringify(subscriptionId)}`;
    const startLength = Buffer.byteLength(start);
    const { frame, offset } = textFrame(startLength + rest.length);
    frame.write(start, offset);
    rest.copy(frame, offset + startLength);
    return frame;
  }
}

const LONGEST_SHORT_ID = 4;

const FINAL_TEXT = 0x81;

/** A frame from a server, which does not mask (RFC 6455, 5.2): room for the payload behind its header. */
function textFrame(length: number): { frame: Buffer; offset: number } {
  const offset = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(offset + length);
  frame[0] = FINAL_TEXT;
  if (offset === 2) frame[1] = length;
  else if (offset === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  return { frame, offset };
}
