import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import type { Installation } from './support.ts';

/** An integration of the plugin `file`, and what its upstream has to deliver. */
interface FileUpstream {
  readonly key: { readonly name: string };
  deliver(content: object): Promise<void>;
}

let integrations = 0;

export async function fileIntegration(
  installation: Installation,
  host: PluginHost,
  content: object,
  options: object = {},
): Promise<FileUpstream> {
  const name = `test-${(integrations += 1)}`;
  const folder = await mkdtemp(path.join(installation.folder, 'upstream-'));
  const file = path.join(folder, 'upstream.json');
  const deliver = (upstream: object) => writeFile(file, JSON.stringify(upstream));
  await deliver(content);
  const added = { name, plugin: 'file', options: { file, ...options }, intervalSeconds: null };
  await host.addIntegration(installation.context, added);
  return { key: { name }, deliver };
}
