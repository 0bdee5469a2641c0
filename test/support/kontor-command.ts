import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fromSource } from './from-source.ts';

export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `kontor …` from source as a process of its own, with nothing of this process's configuration. */
export async function kontorCommand(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CommandOutcome> {
  const child = spawn(process.execPath, [...fromSource, path.resolve('src/cli/main.ts'), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, stdout, stderr };
}
