import { once } from 'node:events';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fromSource } from '../support/from-source.ts';

const root = path.join(import.meta.dirname, '../..');

/** A process in which graphql-js loses a field error, or somebody else a promise. */
async function exitCodeAfter(
  what: 'lost field error' | 'other rejection',
  guarded: boolean,
): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [...fromSource, 'test/support/lost-field-error.ts', what, String(guarded)],
    { cwd: root, stdio: 'ignore' },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('a field that fails after its list became null', () => {
  it('ends a process that is not guarded', async () => {
    expect(await exitCodeAfter('lost field error', false)).toBe(1);
  });

  it('does not end a process that is', async () => {
    expect(await exitCodeAfter('lost field error', true)).toBe(0);
  });
});

describe('any other rejection that nobody handles', () => {
  it('still ends the process', async () => {
    expect(await exitCodeAfter('other rejection', true)).toBe(1);
  });
});
