import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { DomainError } from '../../../shared/errors.ts';
import { splitPair } from './options.ts';

/** Secrets come from files, from a person who is asked, or line by line from stdin: never from the command line. */
export async function readSecrets(settings: {
  readonly secret: readonly string[];
  readonly secretFile: readonly string[];
}): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {};
  for (const pair of settings.secretFile) {
    const [key, path] = splitPair(pair, '--secret-file');
    secrets[key] = (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
  }
  if (settings.secret.length === 0) return secrets;
  return {
    ...secrets,
    ...(process.stdin.isTTY ? await ask(settings.secret) : await readLines(settings.secret)),
  };
}

async function ask(keys: readonly string[]): Promise<Record<string, string>> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    const answers: Record<string, string> = {};
    for (const key of keys) {
      process.stderr.write(`${key}: `);
      answers[key] = await terminal.question('');
      process.stderr.write('\n');
    }
    return answers;
  } finally {
    terminal.close();
  }
}

async function readLines(keys: readonly string[]): Promise<Record<string, string>> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: process.stdin })) lines.push(line);
  const missing = keys[lines.length];
  if (missing !== undefined) {
    throw new DomainError(
      'INVALID',
      `stdin has no line for the secret "${missing}": it takes one line for each.`,
      missing,
    );
  }
  return Object.fromEntries(keys.map((key, place) => [key, lines[place] ?? '']));
}
