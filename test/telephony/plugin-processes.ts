import { readdir, readFile } from 'node:fs/promises';

/** The plugin processes of an integration, whoever started them. */
export async function pluginProcesses(integrationId: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environment.includes(`/integrations/${integrationId}`) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}

export async function signalPlugin(integrationId: string, signal: NodeJS.Signals): Promise<number> {
  const pids = await pluginProcesses(integrationId);
  for (const pid of pids) process.kill(pid, signal);
  return pids.length;
}
