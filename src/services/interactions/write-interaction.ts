import { z } from 'zod';
import { Contact } from '../../entities/customers/contact.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Direction, InteractionKind } from '../../entities/interactions/enums.ts';
import { Interaction } from '../../entities/interactions/interaction.ts';
import { Agent } from '../../entities/people/agent.ts';
import type { EventType } from '../../events/event-types.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { reachesInternal } from '../access/reach.ts';
import { requireContactOf } from '../customers/require-contact.ts';
import { reaches, requireCustomer } from '../customers/require-reachable.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges, lockRecord, notFound } from '../writes/records.ts';
import { isInternalByDefault } from './internal.ts';
import { requireDocumentOf } from './document-of-interaction.ts';

export const attachmentInput = z.strictObject({
  fileName: z.string().trim().min(1, 'must not be empty').max(255),
  mediaType: z.string().trim().max(255).nullish(),
  size: z.number().int().nonnegative().nullish(),
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(2_000),
});

const interactionFields = z.strictObject({
  contactId: z.string().nullish(),
  agentId: z.string().nullish(),
  documentId: z.string().nullish(),
  direction: z.enum(Direction).nullish(),
  subject: z.string().trim().min(1, 'must not be empty').max(500).optional(),
  body: z.string().max(100_000).nullish(),
  internal: z.boolean().nullish(),
  happenedAt: z.date().nullish(),
  dueAt: z.date().nullish(),
  attachments: z.array(attachmentInput).max(100).nullish(),
});

const recordInput = interactionFields.extend({
  customerId: z.string().nullish(),
  customerReference: z.strictObject({ integration: z.string(), externalId: z.string() }).nullish(),
  kind: z.enum(InteractionKind),
  /** Of a call that the caller has checked: it is no part of the API's input. */
  callId: z.string().nullish(),
  subject: z.string().trim().min(1, 'must not be empty').max(500),
});
const updateInput = interactionFields.extend({ id: z.string(), expectedVersion: z.number().int().nullish() });

export type RecordInteractionInput = z.input<typeof recordInput>;
export type UpdateInteractionInput = z.input<typeof updateInput>;

/** Only these have something to complete; a follow-up (Wiedervorlage) is a TASK with a due date. */
const completable: ReadonlySet<InteractionKind> = new Set([
  InteractionKind.TASK,
  InteractionKind.APPOINTMENT,
]);

export async function recordInteraction(
  context: RequestContext,
  raw: RecordInteractionInput,
): Promise<{ id: string }> {
  const { customerId, customerReference, kind, callId, ...input } = checkInput(recordInput, raw);
  return inTransaction(context, async (tx) => {
    const customer = await requireCustomer(
      tx,
      context,
      { id: customerId, reference: customerReference },
      'customerId',
    );
    const interaction = new Interaction();
    interaction.customer = tx.em.getReference(Customer, customer);
    interaction.kind = kind;
    interaction.internal = isOneOfUs(context) && isInternalByDefault(kind);
    interaction.happenedAt = new Date();
    if (callId != null) interaction.callId = decodeRequiredId('Call', callId, 'callId');
    interaction.recordedByKeyId = context.viewer.keyId;
    if (context.viewer.agentId) interaction.agent = tx.em.getReference(Agent, context.viewer.agentId);
    applyChanges(interaction, await changesOf(tx, context, input, interaction));
    requireDueDateFits(interaction);
    tx.em.persist(interaction);
    announce(tx, interaction, 'interaction.recorded', { kind, direction: interaction.direction });
    return { id: interaction.id };
  });
}

export async function updateInteraction(
  context: RequestContext,
  raw: UpdateInteractionInput,
): Promise<{ id: string }> {
  const { id: globalId, expectedVersion, ...input } = checkInput(updateInput, raw);
  return change(context, globalId, expectedVersion, async (tx, interaction) => {
    const changed = applyChanges(interaction, await changesOf(tx, context, input, interaction));
    requireDueDateFits(interaction);
    if (changed.length > 0) {
      const personal = changed.filter((field) => field === 'subject' || field === 'body');
      announce(tx, interaction, 'interaction.updated', { kind: interaction.kind, changed, personal });
    }
  });
}

/** Completes a task or an appointment; `completed: false` opens it again. */
export async function completeInteraction(
  context: RequestContext,
  input: {
    readonly id: string;
    readonly completed?: boolean | null;
    readonly completedAt?: Date | null;
    readonly expectedVersion?: number | null;
  },
): Promise<{ id: string }> {
  return change(context, input.id, input.expectedVersion, async (tx, interaction) => {
    if (!completable.has(interaction.kind)) {
      throw new DomainError(
        'NOT_ALLOWED',
        `Only tasks and appointments are completed; this is a ${interaction.kind}.`,
        'id',
      );
    }
    const completed = input.completed ?? true;
    if (completed === (interaction.completedAt !== null)) return;
    interaction.completedAt = completed ? (input.completedAt ?? new Date()) : null;
    announce(tx, interaction, completed ? 'interaction.completed' : 'interaction.reopened', {
      kind: interaction.kind,
    });
  });
}

async function change(
  context: RequestContext,
  globalId: string,
  expectedVersion: number | null | undefined,
  work: (tx: Transaction, interaction: Interaction) => Promise<void>,
): Promise<{ id: string }> {
  const id = decodeRequiredId('Interaction', globalId, 'id');
  return inTransaction(context, async (tx) => {
    const [found] = await tx.query<{ customer_id: string; recorded_by_key_id: string | null }>(
      `select customer_id, recorded_by_key_id from interaction
        where id = $1 and ${reachesInternal(context.viewer.reach, 'internal')}`,
      [id],
    );
    if (!found || !(await reaches(tx, context, found.customer_id))) throw notFound('Interaction', id, 'id');
    requireOwn(context, found.recorded_by_key_id);
    await work(tx, await lockRecord(tx, Interaction, id, { expectedVersion }));
    return { id };
  });
}

/** The contact history is evidence: who is not one of us changes only what the same credential has recorded. */
function requireOwn({ viewer }: RequestContext, recordedByKeyId: string | null): void {
  if (isOneOfUs({ viewer }) || (viewer.keyId !== null && viewer.keyId === recordedByKeyId)) return;
  throw new DomainError(
    'FORBIDDEN',
    'You may change only entries that your own credential has recorded.',
    'id',
  );
}

async function changesOf(
  tx: Transaction,
  context: RequestContext,
  input: z.output<typeof interactionFields>,
  { kind, customer: { id: customerId } }: Interaction,
): Promise<Partial<Interaction>> {
  const { contactId, agentId, documentId, happenedAt, attachments, internal, ...plain } = input;
  return {
    ...plain,
    ...(happenedAt && { happenedAt }),
    ...(internal !== undefined && { internal: audienceOf(context, internal, kind) }),
    ...(attachments !== undefined && { attachments: attachments ?? [] }),
    ...(contactId !== undefined && {
      contact:
        contactId === null
          ? null
          : tx.em.getReference(Contact, await requireContactOf(tx, context, contactId, customerId)),
    }),
    ...(agentId !== undefined && { agent: await agentOf(tx, context, agentId) }),
    ...(documentId !== undefined && {
      documentId:
        documentId === null ? null : await requireDocumentOf(tx, context.viewer, documentId, customerId),
    }),
  };
}

function audienceOf(context: RequestContext, internal: boolean | null, kind: InteractionKind): boolean {
  if (isOneOfUs(context)) return internal ?? isInternalByDefault(kind);
  if (internal !== true) return false;
  throw new DomainError(
    'FORBIDDEN',
    '`internal`: only our own people and services keep entries to themselves.',
    'internal',
  );
}

async function agentOf(
  tx: Transaction,
  context: RequestContext,
  globalId: string | null,
): Promise<Agent | null> {
  if (!isOneOfUs(context)) {
    throw new DomainError(
      'FORBIDDEN',
      '`agentId`: only our own people and services say who of us it was.',
      'agentId',
    );
  }
  if (globalId === null) return null;
  const id = decodeRequiredId('Agent', globalId, 'agentId');
  const agent = await tx.em.findOne(Agent, { id });
  if (!agent) throw notFound('Agent', id, 'agentId');
  return agent;
}

function requireDueDateFits(interaction: Interaction): void {
  if (interaction.dueAt && !completable.has(interaction.kind)) {
    throw new DomainError('INVALID', '`dueAt`: only tasks and appointments are due.', 'dueAt');
  }
}

function announce(
  tx: Transaction,
  interaction: Interaction,
  type: EventType,
  data: Record<string, unknown>,
): void {
  tx.announce({
    type,
    subject: { type: 'Interaction', id: interaction.id },
    customerId: interaction.customer.id,
    internal: interaction.internal,
    data,
  });
}

function isOneOfUs({ viewer }: Pick<RequestContext, 'viewer'>): boolean {
  return viewer.reach.kind === 'ALL';
}
