import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The upstream's only state beside its seed: when it was opened and when each change happened. One line per
 * change, appended before the change shows, so a kill at any moment loses nothing that anybody has read.
 */
export class ChangeLog {
  private constructor(
    private readonly path: string,
    readonly openedAt: number,
    readonly times: readonly number[],
  ) {}

  /** Null when there is none, or its first line was cut off. */
  static read(path: string): ChangeLog | null {
    if (!existsSync(path)) return null;
    const text = readFileSync(path, 'utf8');
    const [first, ...rest] = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    if (!first || !/^\d+$/.test(first)) return null;
    // A torn last line has no newline and is cut off, also on disk: the next append must not stick to it.
    if (!text.endsWith('\n')) writeFileSync(path, text.slice(0, text.lastIndexOf('\n') + 1));
    return new ChangeLog(path, Number(first), rest.filter((line) => line !== '').map(Number));
  }

  static create(path: string, openedAt: number): ChangeLog {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${openedAt}\n`);
    return new ChangeLog(path, openedAt, []);
  }

  append(times: readonly number[]): void {
    appendFileSync(this.path, times.map((at) => `${at}\n`).join(''));
  }
}
