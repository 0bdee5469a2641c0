import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { PluginCallError } from './plugin-error.ts';

const flags = {
  addons: '--allow-addons',
  'child-processes': '--allow-child-process',
  'write-files': '--allow-fs-write=*',
} as const;

const manifest = z.object({
  kontor: z
    .object({ allow: z.array(z.enum(Object.keys(flags) as (keyof typeof flags)[])).default([]) })
    .optional(),
});

/** What the plugin's package.json asks for in `kontor.allow`. Who installs the plugin has agreed to it. */
function permissionsOf(pluginUrl: string): string[] {
  const { file, content } = manifestOf(path.dirname(fileURLToPath(pluginUrl)));
  const read = manifest.safeParse(content);
  if (!read.success) throw new PluginCallError(`${file}: ${z.prettifyError(read.error)}`);
  return (read.data.kontor?.allow ?? []).map((permission) => flags[permission]);
}

/** The nearest that has a name: one without says only how the files beside it are read. */
function manifestOf(folder: string): { file: string; content: unknown } {
  const file = path.join(folder, 'package.json');
  if (existsSync(file)) {
    const content = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown };
    if (content.name !== undefined) return { file, content };
  }
  const parent = path.dirname(folder);
  return parent === folder ? { file, content: {} } : manifestOf(parent);
}

/** What a plugin may need of the host's environment; everything else (keys, database, tokens) stays here. */
const inherited = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'SystemRoot',
];

export function childEnvironment(workDir: string): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { HOME: workDir, TMPDIR: workDir };
  for (const name of inherited) if (process.env[name] !== undefined) environment[name] = process.env[name];
  return environment;
}

const fromSource = import.meta.url.endsWith('.ts');

/**
 * Arguments of `node` for a plugin at a file URL. It may write into its work folder alone, start no processes and load no
 * native code, unless its package asks for more (`permissionsOf`). Run from source, Node itself takes the types away.
 */
export function childArguments(pluginUrl: string, workDir: string): string[] {
  return [
    '--permission',
    // Where it reads is its business: a folder of files, certificates. Node has no rule for the network yet.
    '--allow-fs-read=*',
    ...[workDir, realpathSync(workDir)].map((folder) => `--allow-fs-write=${folder}`),
    // The kit watches over its own process from a thread. Node warns, rightly, that a thread is not bound by all this:
    // it holds off mistakes, not intent.
    '--allow-worker',
    '--disable-warning=PERM0006',
    ...permissionsOf(pluginUrl),
    ...(fromSource ? ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'] : []),
    fileURLToPath(new URL(`../kit/child.${fromSource ? 'ts' : 'js'}`, import.meta.url)),
    pluginUrl,
  ];
}
