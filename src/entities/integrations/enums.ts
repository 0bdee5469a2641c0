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
    HEALTHY: { description: 'The last sync succeeded, and messages that come in are handled.' },
    DEGRADED: {
      description:
        'The last one or two syncs failed and it goes on trying, or messages were set aside, or deletions wait for approval.',
    },
    FAILING: {
      description: 'Three or more syncs in a row failed; it goes on trying, what it delivered is stale.',
    },
    SUSPENDED: { description: 'By hand or after repeated crashes; the message says which.' },
    NEVER_SYNCED: { description: 'No sync has finished yet, and no message was handled.' },
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

export const IngressMessageStatus = {
  PENDING: 'PENDING',
  HANDLED: 'HANDLED',
  SET_ASIDE: 'SET_ASIDE',
} as const;
export type IngressMessageStatus = (typeof IngressMessageStatus)[keyof typeof IngressMessageStatus];
registerEnumType(IngressMessageStatus, {
  name: 'IngressMessageStatus',
  description: 'What became of a message that another system posted.',
  valuesConfig: {
    PENDING: { description: 'Acknowledged; the plugin has not handled it yet.' },
    HANDLED: { description: 'The plugin handled it. Such messages are deleted after some days.' },
    SET_ASIDE: {
      description: 'The plugin could not handle it; it no longer holds up the others and waits for you.',
    },
  },
});
