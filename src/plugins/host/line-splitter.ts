import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Calls `take` for each line a stream writes; a line that does not end is cut, never collected without bound. */
export function eachLine(stream: Readable, take: (line: string) => void, maxLength = 8_000): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') take(line.slice(0, maxLength));
    if (rest.length > maxLength) {
      take(rest.slice(0, maxLength));
      rest = '';
    }
  });
  stream.on('end', () => {
    if (rest.trim() !== '') take(rest);
  });
}
