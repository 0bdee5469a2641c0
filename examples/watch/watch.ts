// Prints every quote, order, invoice and credit note as it comes in, and misses none: the cursor of the last one is
// kept in a file, so it goes on there after a lost connection, a restart of the server, or its own.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Kontor, KontorError } from './kontor.ts';

const [url = 'http://127.0.0.1:4000/graphql', key = process.env['WATCH_KEY']] = process.argv.slice(2);
const cursorFile = new URL('.cursor', import.meta.url);

if (!key) {
  console.error('Usage: npm start -- [url] <API key>     (or put the key into WATCH_KEY)');
  process.exit(1);
}

const kontor = new Kontor(url, key);
const after = existsSync(cursorFile) ? readFileSync(cursorFile, 'utf8') : await kontor.eventCursor();
console.log(`Watching ${url} after ${after}`);

try {
  for await (const { cursor, event, document } of kontor.documentChanges(after)) {
    const what = document
      ? `${document.__typename} ${document.number} of ${document.customer.name}`
      : '(gone)';
    console.log(`${event.occurredAt}  ${event.type.padEnd(20)}  ${what}`);
    // Only now: whoever dies before this line sees the event again, instead of never.
    writeFileSync(cursorFile, cursor);
  }
} catch (error) {
  if (!(error instanceof KontorError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  if (error.code === 'CURSOR_EXPIRED')
    console.error('Delete the file .cursor to begin with what happens now.');
  process.exit(1);
}
