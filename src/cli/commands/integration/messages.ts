import { IngressMessageStatus } from '../../../entities/integrations/enums.ts';
import type { RequestContext } from '../../../services/context.ts';
import { findIntegration } from '../../../services/integrations/find-integration.ts';
import {
  type IngressMessageRow,
  type IngressState,
  listMessagesOf,
  loadIngressState,
} from '../../../services/integrations/ingress-messages.ts';
import { discardMessages, retryMessages } from '../../../services/integrations/set-aside-messages.ts';
import { decodeRequiredId } from '../../../services/reads/ids.ts';
import { DomainError } from '../../../shared/errors.ts';
import { encodeId } from '../../../shared/ids.ts';
import { table } from './table.ts';
import { toSecond } from './to-second.ts';

export interface MessagesOptions {
  readonly retry?: true;
  readonly discard?: true;
  readonly message: readonly string[];
}

export interface Messages {
  /** Null: the integration takes no messages. */
  readonly state: IngressState | null;
  /** The newest 100 that were set aside. */
  readonly setAside: readonly IngressMessageRow[];
}

/** Does what is asked for with messages that were set aside; says what it did, null where nothing was asked. */
export async function changeMessages(
  context: RequestContext,
  name: string,
  { retry, discard, message }: MessagesOptions,
): Promise<string | null> {
  if (message.length > 0 && !retry && !discard) {
    throw new DomainError(
      'INVALID',
      '--message names what to --retry or to --discard: say which.',
      '--message',
    );
  }
  const ids =
    message.length === 0 ? null : message.map((id) => decodeRequiredId('IngressMessage', id, '--message'));
  if (retry) {
    const { count } = await retryMessages(context, { name }, ids);
    return `${count} put back: a running server hands them over again.`;
  }
  if (!discard) return null;
  const { count } = await discardMessages(context, { name }, ids);
  return `${count} discarded.`;
}

export async function readMessages(context: RequestContext, name: string): Promise<Messages> {
  const id = await findIntegration(context.db, { name });
  const page = await listMessagesOf(context, id, {
    first: 100,
    filter: { status: IngressMessageStatus.SET_ASIDE },
  });
  const setAside = page.nodes.map((row) => ({ ...row, id: encodeId('IngressMessage', row.id) }));
  return { state: await loadIngressState(context, id), setAside };
}

export function printMessages({ state, setAside }: Messages): string {
  if (!state) return 'Its plugin takes no messages.';
  const { waiting, waitingSince } = state;
  const waits =
    waitingSince === null
      ? 'No message waits.'
      : `${waiting} wait, the oldest since ${toSecond(waitingSince)}.`;
  if (setAside.length === 0) return `${waits}\nNone is set aside.`;
  const rows = setAside.map(({ id, receivedAt, attempts, reason }) => [
    id,
    toSecond(receivedAt),
    String(attempts),
    reason ?? '',
  ]);
  const more = state.setAside - setAside.length;
  return [
    waits,
    table(['MESSAGE', 'RECEIVED', 'ATTEMPTS', 'REASON'], rows),
    ...(more > 0 ? [`And ${more} older ones.`] : []),
  ].join('\n');
}
