const TEXT = 0x81;
const PING = 0x89;

/** Counts the text frames of a server in what comes from a socket, however it is cut; says where a ping was among them. */
export class FrameCounter {
  #rest: Buffer = Buffer.alloc(0);
  /** How much of a frame that was begun is still to come. */
  #missing = 0;
  #isText = false;
  #onFirst: ((text: string) => void) | undefined;
  readonly #onPing: () => void;

  constructor(onPing: () => void, onFirst?: (text: string) => void) {
    this.#onPing = onPing;
    this.#onFirst = onFirst;
  }

  count(chunk: Buffer): number {
    if (this.#onFirst) return this.#countWhole(chunk);
    let frames = 0;
    let at = Math.min(this.#missing, chunk.length);
    if (this.#missing > 0) {
      this.#missing -= at;
      if (this.#missing === 0 && this.#isText) frames += 1;
    }
    let data = chunk;
    if (this.#rest.length > 0) {
      data = Buffer.concat([this.#rest, chunk.subarray(at)]);
      at = 0;
      this.#rest = Buffer.alloc(0);
    }
    while (at < data.length) {
      const header = headerAt(data, at);
      if (!header) {
        this.#rest = Buffer.from(data.subarray(at));
        break;
      }
      this.#isText = data[at] === TEXT;
      if (data[at] === PING) this.#onPing();
      at += header.offset + header.length;
      if (at <= data.length) frames += this.#isText ? 1 : 0;
      else this.#missing = at - data.length;
    }
    return frames;
  }

  /** Only as long as the first text is asked for: keeps what has come until a frame is whole. */
  #countWhole(chunk: Buffer): number {
    const data = Buffer.concat([this.#rest, chunk]);
    const header = headerAt(data, 0);
    if (!header || data.length < header.offset + header.length) {
      this.#rest = data;
      return 0;
    }
    this.#rest = Buffer.alloc(0);
    const end = header.offset + header.length;
    const isText = data[0] === TEXT;
    if (data[0] === PING) this.#onPing();
    if (isText) {
      this.#onFirst?.(data.toString('utf8', header.offset, end));
      this.#onFirst = undefined;
    }
    return (isText ? 1 : 0) + (end < data.length ? this.count(data.subarray(end)) : 0);
  }
}

function headerAt(data: Buffer, at: number): { offset: number; length: number } | null {
  if (data.length < at + 2) return null;
  const short = data[at + 1] ?? 0;
  if (short < 126) return { offset: 2, length: short };
  if (short === 126) return data.length < at + 4 ? null : { offset: 4, length: data.readUInt16BE(at + 2) };
  return data.length < at + 10 ? null : { offset: 10, length: Number(data.readBigUInt64BE(at + 2)) };
}
