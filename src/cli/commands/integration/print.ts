import type { StreamCounts } from '../../../entities/integrations/sync-run.ts';
import type { CheckResult } from '../../../plugins/kit/plugin.ts';
import type { Catalog, DryRunResult, SyncOutcome } from '../../../plugins/host/plugin-host.ts';
import type { IntegrationRow } from '../../../services/integrations/integrations.ts';
import { table } from './table.ts';
import { toSecond } from './to-second.ts';

export function printIntegrations(rows: readonly IntegrationRow[]): string {
  if (rows.length === 0) return 'No integrations. Add one with "kontor integration add".';
  return table(
    ['NAME', 'PLUGIN', 'HEALTH', 'INTERVAL', 'LAST SUCCESS', 'MESSAGE'],
    rows.map(({ name, plugin, health, intervalSeconds }) => [
      name,
      plugin,
      health.status,
      intervalSeconds === null ? 'never' : `${intervalSeconds} s`,
      health.lastSuccessAt === null ? 'never' : toSecond(health.lastSuccessAt),
      health.message ?? '',
    ]),
  );
}

export function printPlugins({ available, broken }: Catalog): string {
  const good = available.map(({ id, version, description, options, secrets }) => {
    const properties = Object.entries(
      (options['properties'] ?? {}) as Record<string, { description?: string }>,
    );
    const lines = properties.map(([name, property]) => {
      return `  ${secrets.includes(name) ? '--secret' : '--option'} ${name}  ${property.description ?? ''}`.trimEnd();
    });
    return [`${id} ${version}: ${description}`, ...lines].join('\n');
  });
  return [...good, ...broken.map(({ name, problem }) => `${name} cannot be used: ${problem}`)].join('\n\n');
}

export function printCheck({ problems, upstream }: CheckResult): string {
  const found = problems.flatMap(({ severity, message, fix }) => [`${severity}: ${message}`, `  ${fix}`]);
  const verdict = problems.some(({ severity }) => severity === 'ERROR') ? 'It cannot work.' : 'It can work.';
  return [...found, upstream === undefined ? verdict : `${verdict} ${upstream} answered.`].join('\n');
}

export function printOutcome({ status, error, counts }: SyncOutcome): string {
  const rows = Object.entries(counts).map(([stream, count]) => countCells(stream, count));
  const verdict = {
    SUCCEEDED: 'The sync succeeded.',
    FAILED: 'The sync failed.',
    INTERRUPTED: 'The sync was interrupted.',
  };
  return [
    ...(rows.length > 0 ? [table(countHeader, rows)] : []),
    `${verdict[status]}${error ? ` ${error}` : ''}`,
  ].join('\n');
}

export function printDryRun({ streams, samples }: DryRunResult): string {
  const examples = samples.flatMap(({ stream, externalId, outcome, reason, changes }) => [
    `${outcome} ${stream} ${externalId}${reason === null ? '' : `: ${reason}`}`,
    ...changes.map(
      ({ field, before, after }) => `  ${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
    ),
  ]);
  return [
    table(
      countHeader,
      streams.map(({ name, counts }) => countCells(name, counts)),
    ),
    ...examples,
    'Nothing was written.',
  ].join('\n');
}

const countHeader = ['STREAM', 'NEW', 'CHANGED', 'UNCHANGED', 'DELETED', 'REJECTED'];

function countCells(
  stream: string,
  { created, updated, unchanged, deleted, rejected }: StreamCounts,
): string[] {
  return [stream, ...[created, updated, unchanged, deleted, rejected].map(String)];
}
