import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const aTime = /^\d{13}$/;

/**
 * The upstream's only state beside its seed: when it was opened, and when each change happened; one line each.
 * A change is appended before it shows and takes effect in the order of the file, so a kill loses nothing that
 * anybody has read, and two processes on one folder (a check beside a running sync) agree.
 */
export class ChangeLog {
  private read: number;

  private constructor(
    private readonly path: string,
    readonly openedAt: number,
    private readonly known: number[] = [],
  ) {
    this.read = `${openedAt}\n`.length;
  }

  /** Opens the log in the file, or begins one with the given opening time. */
  static open(path: string, openedAt: () => number): ChangeLog {
    const text = existsSync(path) ? readFileSync(path, 'latin1') : '';
    const [first] = text.split('\n', 1);
    if (first && aTime.test(first)) {
      // A line that a kill cut off must not swallow the next one; what it held is skipped as no time.
      if (!text.endsWith('\n')) appendFileSync(path, '\n');
      return new ChangeLog(path, Number(first));
    }
    const log = new ChangeLog(path, openedAt());
    log.writeWhole();
    return log;
  }

  append(times: readonly number[]): void {
    if (!existsSync(this.path)) this.writeWhole();
    appendFileSync(this.path, times.map((at) => `${at}\n`).join(''));
  }

  /** The times appended since the last call, by whichever process. */
  unread(): readonly number[] {
    if ((statSync(this.path, { throwIfNoEntry: false })?.size ?? 0) <= this.read) return [];
    const text = readFileSync(this.path, 'latin1');
    const end = text.lastIndexOf('\n') + 1;
    if (end <= this.read) return [];
    const times = text
      .slice(this.read, end)
      .split('\n')
      .filter((line) => aTime.test(line))
      .map(Number);
    this.read = end;
    this.known.push(...times);
    return times;
  }

  /** Also after somebody emptied the folder under a running process. */
  private writeWhole(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const text = [this.openedAt, ...this.known].map((at) => `${at}\n`).join('');
    writeFileSync(this.path, text);
    this.read = text.length;
  }
}
