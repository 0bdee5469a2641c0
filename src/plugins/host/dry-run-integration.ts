import type { Database } from '../../shared/database.ts';
import { DomainError } from '../../shared/errors.ts';
import { dryRun, type DryRunResult } from './dry-run.ts';
import type { Deadlines } from './host-options.ts';
import type { LoadedIntegration } from './load-integration.ts';
import type { PluginCatalog } from './plugin-catalog.ts';
import { isExpected } from './plugin-error.ts';
import type { PluginProcesses } from './plugin-processes.ts';

interface Parts {
  readonly db: Database;
  readonly catalog: PluginCatalog;
  readonly processes: PluginProcesses;
  readonly deadlines: Deadlines;
  readonly workDir: string;
}

/** A dry run in a plugin process of its own; under the sync lock, since the plugin writes into the same folder. */
export async function dryRunIntegration(
  integration: LoadedIntegration,
  only: readonly string[] | null,
  { db, catalog, processes, deadlines, workDir }: Parts,
): Promise<DryRunResult> {
  try {
    const plugin = await catalog.find(integration.plugin);
    const process = await processes.start(integration, plugin.url, workDir);
    try {
      const streams = plugin.streams.filter(({ name }) => only?.includes(name) ?? true);
      return await dryRun({ db, integration, streams, process, workDir, deadlines });
    } finally {
      await process.stop();
    }
  } catch (error) {
    if (isExpected(error)) throw new DomainError('INTEGRATION_FAILED', (error as Error).message);
    throw error;
  }
}
