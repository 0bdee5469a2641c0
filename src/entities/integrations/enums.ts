import { registerEnumType } from 'type-graphql';

export const IntegrationStatus = { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' } as const;
export type IntegrationStatus = (typeof IntegrationStatus)[keyof typeof IntegrationStatus];
registerEnumType(IntegrationStatus, {
  name: 'IntegrationStatus',
  description: 'Whether an integration is at work.',
  valuesConfig: {
    ACTIVE: { description: 'It syncs, on its schedule and on demand.' },
    SUSPENDED: {
      description: 'It does not sync until it is resumed; what it delivered stays, marked stale.',
    },
  },
});

export const IntegrationHealthStatus = {
  HEALTHY: 'HEALTHY',
  DEGRADED: 'DEGRADED',
  FAILING: 'FAILING',
  SUSPENDED: 'SUSPENDED',
  NEVER_SYNCED: 'NEVER_SYNCED',
} as const;
export type IntegrationHealthStatus = (typeof IntegrationHealthStatus)[keyof typeof IntegrationHealthStatus];
registerEnumType(IntegrationHealthStatus, {
  name: 'IntegrationHealthStatus',
  description: 'How an integration is doing.',
  valuesConfig: {
    HEALTHY: { description: 'The last sync succeeded.' },
    DEGRADED: { description: 'The last one or two syncs failed; it goes on trying.' },
    FAILING: {
      description: 'Three or more syncs in a row failed; it goes on trying, what it delivered is stale.',
    },
    SUSPENDED: { description: 'By hand or after repeated crashes; the message says which.' },
    NEVER_SYNCED: { description: 'No sync has finished yet.' },
  },
});

export const SyncRunStatus = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  INTERRUPTED: 'INTERRUPTED',
} as const;
export type SyncRunStatus = (typeof SyncRunStatus)[keyof typeof SyncRunStatus];
registerEnumType(SyncRunStatus, {
  name: 'SyncRunStatus',
  description: 'How far a sync is.',
  valuesConfig: {
    QUEUED: { description: 'Asked for, not begun.' },
    RUNNING: { description: 'Being worked on.' },
    SUCCEEDED: { description: 'All streams were pulled to their end; some rows may be in quarantine.' },
    FAILED: { description: 'It ended early; what was committed stays, the next sync goes on from there.' },
    INTERRUPTED: {
      description:
        'Kontor stopped or was killed meanwhile; what was committed stays, the next sync goes on from there.',
    },
  },
});

export const SyncTrigger = { SCHEDULE: 'SCHEDULE', DEMAND: 'DEMAND' } as const;
export type SyncTrigger = (typeof SyncTrigger)[keyof typeof SyncTrigger];
registerEnumType(SyncTrigger, {
  name: 'SyncTrigger',
  description: 'Why a sync ran.',
  valuesConfig: {
    SCHEDULE: { description: 'It was time.' },
    DEMAND: { description: 'Somebody asked for it.' },
  },
});
