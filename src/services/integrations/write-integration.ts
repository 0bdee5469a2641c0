import { z } from 'zod';
import { Integration } from '../../entities/integrations/integration.ts';
import { SyncRun } from '../../entities/integrations/sync-run.ts';
import { SyncTrigger } from '../../entities/integrations/enums.ts';
import type { EventType } from '../../events/event-types.ts';
import type { RecordKind } from '../../plugins/kit/records.ts';
import { DomainError } from '../../shared/errors.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { applyChanges, lockRecord } from '../writes/records.ts';
import { refuseDuplicates } from '../writes/unique.ts';
import { recordTypes } from './delivery.ts';

/** Options as they are stored: secrets sealed, their names beside. */
export interface IntegrationOptions {
  readonly options: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  readonly sealedSecrets: Uint8Array | null;
}

/** Seconds; below five an upstream would hear from us all the time. */
export const intervalSeconds = z
  .number()
  .int()
  .min(5, 'must be at least 5 seconds')
  .max(7 * 24 * 60 * 60)
  .nullable();

export const integrationName = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower case with dashes, such as "erp" or "erp-munich"')
  .max(60);

const duplicates = {
  integration_name_unique: { field: 'name', message: 'Another integration has this name; names are unique.' },
};

export interface NewIntegration extends IntegrationOptions {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  readonly pluginVersion: string;
  /** How its messages are authenticated and answered; null: it takes none. */
  readonly ingress: Readonly<Record<string, unknown>> | null;
  readonly intervalSeconds: number | null;
}

/** `alongside` runs in the same transaction: what must not be forgotten with it (its first sync). */
export function insertIntegration(
  context: RequestContext,
  added: NewIntegration,
  alongside: (tx: Transaction) => Promise<void>,
): Promise<{ id: string }> {
  return refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const integration = new Integration();
      Object.assign(integration, added);
      tx.em.persist(integration);
      await tx.em.flush();
      announce(tx, integration, 'integration.added', { plugin: added.plugin });
      await alongside(tx);
      return { id: added.id };
    }),
  );
}

export interface IntegrationChanges {
  readonly intervalSeconds?: number | null;
  readonly options?: IntegrationOptions;
  readonly expectedVersion?: number | null;
}

export function changeIntegration(
  context: RequestContext,
  id: string,
  { expectedVersion, intervalSeconds: seconds, options }: IntegrationChanges,
  alongside: (tx: Transaction) => Promise<void>,
): Promise<{ id: string }> {
  return inTransaction(context, async (tx) => {
    const integration = await lockRecord(tx, Integration, id, { expectedVersion });
    const changed = applyChanges(integration, {
      intervalSeconds: seconds,
      ...(options && { options: options.options, secrets: [...options.secrets] }),
    });
    if (options && !sameBytes(integration.sealedSecrets, options.sealedSecrets)) {
      integration.sealedSecrets = options.sealedSecrets;
      if (!changed.includes('secrets')) changed.push('secrets');
    }
    if (options && integration.secretsUnreadableAt) {
      // What could not be read was replaced: that is no reason to be failing any more.
      integration.secretsUnreadableAt = null;
      integration.lastError = null;
    }
    if (changed.length > 0) announce(tx, integration, 'integration.updated', { changed });
    await alongside(tx);
    return { id };
  });
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === b || (a !== null && b !== null && Buffer.from(a).equals(b));
}

export function suspendIntegration(
  context: RequestContext,
  id: string,
  reason: string | null | undefined,
): Promise<{ id: string }> {
  return inTransaction(context, async (tx) => {
    const integration = await lockRecord(tx, Integration, id);
    if (integration.suspendedAt) return { id };
    integration.suspendedAt = new Date();
    integration.suspendedReason = reason?.trim() || `Suspended by ${context.viewer.name}.`;
    announce(tx, integration, 'integration.suspended', { reason: integration.suspendedReason });
    return { id };
  });
}

export function resumeIntegration(
  context: RequestContext,
  id: string,
  alongside: (tx: Transaction) => Promise<void>,
): Promise<{ id: string }> {
  return inTransaction(context, async (tx) => {
    const integration = await lockRecord(tx, Integration, id);
    if (!integration.suspendedAt) return { id };
    integration.suspendedAt = null;
    integration.suspendedReason = null;
    integration.consecutiveCrashes = 0;
    announce(tx, integration, 'integration.resumed', {});
    await alongside(tx);
    return { id };
  });
}

/** Asks for a sync: answers the run that will do it. */
export function queueRun(
  context: RequestContext,
  integrationId: string,
  onlyStreams: readonly string[] | null,
  alongside: (tx: Transaction) => Promise<void>,
): Promise<{ id: string }> {
  return inTransaction(context, async (tx) => {
    const integration = await lockRecord(tx, Integration, integrationId);
    if (integration.suspendedAt) {
      throw new DomainError(
        'NOT_ALLOWED',
        `Integration "${integration.name}" is suspended: resume it first.`,
        'id',
      );
    }
    const run = new SyncRun();
    run.integration = integration;
    run.trigger = SyncTrigger.DEMAND;
    run.onlyStreams = onlyStreams && [...onlyStreams];
    tx.em.persist(run);
    await tx.em.flush();
    await alongside(tx);
    return { id: run.id };
  });
}

/** Forgets where the pulling of a stream stands; under the integration's sync lock. */
export function resetStream(context: RequestContext, id: string, stream: string): Promise<{ id: string }> {
  return inTransaction(context, async (tx) => {
    const integration = await lockRecord(tx, Integration, id);
    const [reset] = await tx.query<{ kind: RecordKind }>(
      `update integration_stream set cursor = null, cursor_at = null, cursor_version = 1, cursor_plugin_version = null
        where integration_id = $1 and name = $2 returning record_kind as kind`,
      [id, stream],
    );
    if (!reset) {
      throw new DomainError(
        'NOT_FOUND',
        `Integration "${integration.name}" has no stream "${stream}".`,
        'stream',
      );
    }
    // What comes now is what counts, also where a wrong or a later time was told before.
    await tx.query(
      `update external_reference set source_updated_at = null where integration_id = $1 and record_type = $2`,
      [id, recordTypes[reset.kind]],
    );
    announce(tx, integration, 'integration.stream_reset', { stream });
    return { id };
  });
}

export function requireIntegrationRights(context: RequestContext): void {
  requireWholeReach(context, 'manage integrations');
}

function announce(
  tx: Transaction,
  { id, name }: Integration,
  type: EventType,
  data: Record<string, unknown>,
): void {
  tx.announce({ type, subject: { type: 'Integration', id }, customerId: null, data: { name, ...data } });
}
