import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { emptyTestDatabase } from '../support/database.ts';

const root = path.join(import.meta.dirname, '../..');
const guide = 'docs/writing-a-connector.md';

interface Command {
  readonly command: string;
  readonly output: string;
}

/** Files (a name in bold, then a block) and commands with their output (`console` blocks), in the guide's order. */
function read(text: string): { files: Map<string, string>; commands: Command[] } {
  const files = new Map(
    [...text.matchAll(/^\*\*`([^`]+)`\*\*\n\n(?:<!--[^>]*-->\n)?```\w+\n(.*?)^```$/gms)].map(
      ([, name = '', body = '']) => [name, body],
    ),
  );
  const blocks = [...text.matchAll(/^```console\n(.*?)^```$/gms)].map(([, body = '']) => body);
  const commands = blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((entry) => {
        const [command = '', ...output] = entry.split('\n');
        return { command, output: output.join('\n').trim() };
      }),
  );
  return { files, commands };
}

/** One shell for all commands, as a reader has one: what is exported stays, what is put in the background runs on. */
class Shell {
  readonly #process: ChildProcess;
  #output = '';
  #noticed: () => void = () => undefined;

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#process = spawn('bash', [], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
        this.#noticed();
      });
    }
  }

  async run(command: string): Promise<string> {
    this.#output = '';
    const end = `-- end of ${Math.random()} --`;
    const done = new Promise<void>((resolve) => {
      this.#noticed = () => this.#output.includes(end) && resolve();
    });
    this.#process.stdin?.write(`${command}\necho "${end}"\n`);
    await done;
    return this.#output.slice(0, this.#output.indexOf(end)).trim();
  }

  /** With what runs in the background. */
  end(): void {
    if (this.#process.pid !== undefined) process.kill(-this.#process.pid, 'SIGKILL');
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the guide to writing a connector', () => {
  let folder: string;
  let shell: Shell;
  let database: { url: string; drop(): Promise<void> };
  let commands: Command[];

  beforeAll(async () => {
    database = await emptyTestDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'kontor-guide-'));
    const port = await freePort();
    const text = (await readFile(path.join(root, guide), 'utf8')).replaceAll('47110', String(port));
    const found = read(text);
    commands = found.commands;
    for (const [name, body] of found.files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), body);
    }
    await writeFile(
      path.join(folder, 'register.mjs'),
      `import { register } from 'node:module'; register('@swc-node/register/esm', '${pathToFileURL(root).href}/');`,
    );
    const kontor = `#!/bin/sh\nexec "${process.execPath}" --import "${folder}/register.mjs" "${root}/src/cli/main.ts" "$@"\n`;
    await mkdir(path.join(folder, 'bin'));
    await writeFile(path.join(folder, 'bin/kontor'), kontor, { mode: 0o755 });
    shell = new Shell(folder, {
      PATH: `${folder}/bin:${path.dirname(process.execPath)}:${process.env['PATH']}`,
      DATABASE_URL: database.url,
      KONTOR_DATA_DIR: path.join(folder, '.kontor'),
      SWC_NODE_PROJECT: path.join(root, 'tsconfig.json'),
    });
  });

  afterAll(async () => {
    shell.end();
    await rm(folder, { recursive: true, force: true });
    await database.drop();
  });

  it('has a connector of about 60 lines', async () => {
    const source = await readFile(path.join(folder, 'my-shop/plugin.js'), 'utf8');
    const code = source
      .split('\n')
      .filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/\*\*|\})/.test(line));
    expect(code.length).toBeLessThanOrEqual(65);
  });

  it('shows what its commands print', async () => {
    expect(commands.length).toBeGreaterThan(10);
    for (const { command, output } of commands) {
      expect({ command, output: await shell.run(command) }).toEqual({ command, output });
    }
  }, 300_000);
});
