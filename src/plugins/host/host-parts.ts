import path from 'node:path';
import {
  DEFAULT_MEMORY_LIMIT,
  DEFAULT_WAITING_LIMIT,
  type Deadlines,
  defaultDeadlines,
  type PluginHostOptions,
} from './host-options.ts';
import { HostIngress } from './ingress/host-ingress.ts';
import { PluginCatalog } from './plugin-catalog.ts';
import { PluginProcesses } from './plugin-processes.ts';
import { SyncJobs } from './sync-jobs.ts';
import { lockClasses, SyncLocks } from './sync-locks.ts';
import { SyncRunner } from './sync-runner.ts';

/** What a host works with, wired up and not started. */
interface HostParts {
  readonly deadlines: Deadlines;
  readonly catalog: PluginCatalog;
  readonly processes: PluginProcesses;
  readonly locks: SyncLocks;
  readonly runner: SyncRunner;
  readonly jobs: SyncJobs;
  readonly ingress: HostIngress;
  /** The folder that the plugin of an integration may write to. */
  readonly workDir: (integrationId: string) => string;
}

export function createHostParts(options: PluginHostOptions): HostParts {
  const { db, dataDir, secretKey, logger, pluginNames: names = [], signals = null } = options;
  const memoryLimit = options.memoryLimit ?? DEFAULT_MEMORY_LIMIT;
  const deadlines = { ...defaultDeadlines, ...options.deadlines };
  const workDir = (integrationId: string): string => path.resolve(dataDir, 'integrations', integrationId);
  const catalog = new PluginCatalog({
    names,
    dataDir: path.resolve(dataDir),
    deadlines,
    memoryLimit,
    logger,
  });
  const processes = new PluginProcesses({ deadlines, memoryLimit, logger });
  const locks = new SyncLocks(db.url, lockClasses.sync);
  const shared = { db, secretKey, logger, deadlines, catalog, workDir };
  const runner = new SyncRunner({ ...shared, processes });
  const jobs = new SyncJobs({ db, logger, locks, runner });
  // Syncs and messages have processes of their own: neither waits for the other.
  const handlers = new PluginProcesses({ deadlines, memoryLimit, logger });
  const waitingLimit = options.ingressWaitingLimit ?? DEFAULT_WAITING_LIMIT;
  const ingress = new HostIngress({ ...shared, processes: handlers }, { signals, waitingLimit });
  return { deadlines, catalog, processes, locks, runner, jobs, ingress, workDir };
}
