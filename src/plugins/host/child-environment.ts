import { fileURLToPath } from 'node:url';

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

/** Arguments of `node` for a plugin at a file URL. Run from source, Node itself takes the types away. */
export function childArguments(pluginUrl: string): string[] {
  return [
    ...(fromSource ? ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'] : []),
    fileURLToPath(new URL(`../kit/child.${fromSource ? 'ts' : 'js'}`, import.meta.url)),
    pluginUrl,
  ];
}
