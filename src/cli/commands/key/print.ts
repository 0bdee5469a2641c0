import type { ApiKeyRow } from '../../../services/access/api-key-listing.ts';
import { encodeId } from '../../../shared/ids.ts';
import { toInstant } from '../../../shared/scalars.ts';

/** A key as the API prints it: ids are global. */
export function printedKey(row: ApiKeyRow): Record<string, unknown> {
  return {
    id: encodeId('ApiKey', row.id),
    name: row.name,
    prefix: row.prefix,
    status: row.status,
    scopes: row.scopes,
    agentId: row.agentId && encodeId('Agent', row.agentId),
    partnerId: row.partnerId && encodeId('Partner', row.partnerId),
    customerId: row.customerId && encodeId('Customer', row.customerId),
    createdAt: toInstant(row.createdAt),
    expiresAt: row.expiresAt && toInstant(row.expiresAt),
    lastUsedAt: row.lastUsedAt && toInstant(row.lastUsedAt),
    revokedAt: row.revokedAt && toInstant(row.revokedAt),
  };
}

const header = ['PREFIX', 'NAME', 'KIND', 'STATUS', 'EXPIRES', 'LAST USED', 'SCOPES'];

export function keyTable(rows: readonly ApiKeyRow[]): string {
  if (rows.length === 0) return 'No API keys.\n';
  const lines = [header, ...rows.map(cellsOf)];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map(
      (cells) =>
        `${cells
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function cellsOf(row: ApiKeyRow): string[] {
  return [
    row.prefix,
    row.name,
    kindOf(row),
    row.status,
    toMinute(row.expiresAt) ?? 'never',
    toMinute(row.lastUsedAt) ?? 'never',
    row.scopes.join(','),
  ];
}

function kindOf({ agentId, partnerId, customerId }: ApiKeyRow): string {
  if (customerId) return 'CUSTOMER';
  if (partnerId) return 'PARTNER';
  return agentId ? 'STAFF' : 'SERVICE';
}

function toMinute(instant: string | null): string | null {
  return instant && `${toInstant(instant).slice(0, 16)}Z`;
}
