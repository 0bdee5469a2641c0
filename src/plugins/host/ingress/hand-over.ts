import { z } from 'zod';
import { recordCallEvents } from '../../../services/telephony/record-call-events.ts';
import type { ReceivedEvent } from '../../../services/telephony/read-events.ts';
import type { Transaction } from '../../../services/transaction.ts';
import type { Database } from '../../../shared/database.ts';
import { DomainError } from '../../../shared/errors.ts';
import { storable } from '../../../shared/unstorable-text.ts';
import { type Handled, handledSchema } from '../../kit/call-events.ts';
import { batchTransaction } from '../batch-transaction.ts';
import { isAboutData } from '../deliver-isolated.ts';
import type { Deadlines } from '../host-options.ts';
import type { LoadedIntegration } from '../load-integration.ts';
import { PluginCallError, PluginCrash } from '../plugin-error.ts';
import type { PluginProcess } from '../plugin-process.ts';
import { actorOfIntegration } from '../sync-run.ts';
import { lockPending, markHandled, noteFailedAttempt, type PendingMessage, setAside } from './messages.ts';

export interface HandOver {
  readonly db: Database;
  readonly integration: LoadedIntegration;
  readonly process: PluginProcess;
  readonly workDir: string;
  readonly deadlines: Deadlines;
  /** Aborted when the work is no longer ours: a process that ends then has not failed. */
  readonly signal: AbortSignal;
}

interface HandledMessage {
  readonly message: PendingMessage;
  readonly result: Handled;
}

interface Failure {
  readonly message: PendingMessage;
  readonly reason: string;
}

/** What became of a batch. */
export interface HandOverOutcome {
  readonly handled: number;
  /** Why messages were set aside or must be tried again; the last reason. */
  readonly problem: string | null;
}

/**
 * Has the plugin handle messages, one after the other. What it says, and that it said it, are one transaction: killed
 * at any moment, a message is handed over again or was handled, and never both.
 */
export async function handOver(
  work: HandOver,
  messages: readonly PendingMessage[],
): Promise<HandOverOutcome> {
  const handled: HandledMessage[] = [];
  let failure: Failure | null = null;
  for (const message of messages) {
    try {
      handled.push({ message, result: await askPlugin(work, message) });
    } catch (error) {
      work.signal.throwIfAborted();
      if (!(error instanceof PluginCallError || error instanceof PluginCrash)) throw error;
      failure = { message, reason: work.integration.mask(storable(error.message) as string) };
      break;
    }
  }
  return commit(work, handled, failure);
}

async function askPlugin(
  { process, integration, workDir, deadlines }: HandOver,
  message: PendingMessage,
): Promise<Handled> {
  const answer = await process.call(
    {
      call: 'handle',
      options: { ...integration.plainOptions, ...integration.secrets },
      workDir,
      request: {
        contentType: message.contentType,
        headers: message.headers,
        body: message.body.toString('utf8'),
        receivedAt: message.receivedAt.toISOString(),
      },
    },
    deadlines.short,
  );
  // Telephone systems pass on what strangers send: a number with U+0000 in it must not stop the calls behind it.
  const checked = handledSchema.safeParse(storable(answer));
  if (checked.success) return checked.data;
  // Asked again, the plugin would say the same.
  const rejected = `The plugin made of it what is no call event: ${z.prettifyError(checked.error)}`;
  return { ...handledSchema.parse({}), rejected };
}

async function commit(
  work: HandOver,
  handled: readonly HandledMessage[],
  failure: Failure | null,
): Promise<HandOverOutcome> {
  const { db, integration, signal } = work;
  try {
    return await batchTransaction(db, actorOfIntegration(integration), async (tx) => {
      const ids = [...handled.map(({ message }) => message.id), ...(failure ? [failure.message.id] : [])];
      const pending = await lockPending(tx, ids);
      signal.throwIfAborted();
      const ours = handled.filter(({ message }) => pending.has(message.id));
      let problem = await take(tx, integration, ours);
      if (failure && pending.has(failure.message.id)) {
        const isOut = await noteFailedAttempt(tx, failure.message, failure.reason);
        problem = isOut ? `A message was set aside: ${failure.reason}` : failure.reason;
      }
      await noteHealth(tx, integration.id, problem);
      return { handled: ours.length, problem };
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!isAboutMessages(error)) throw error;
    return isolate(work, handled, error);
  }
}

/**
 * Whether one of the messages is to blame, and would be the next time: their data (SQLSTATE classes 21, 22, 23 and 54),
 * what the services refuse, or a mistake of ours that only such a message brings to light. All else passes.
 */
function isAboutMessages(error: unknown): error is Error {
  if (error instanceof DomainError || error instanceof TypeError || error instanceof RangeError) return true;
  return isAboutData(error) || /^(?:21|54)/.test(String((error as { code?: unknown } | null)?.code));
}

/** The database refused what one of them says: each on its own, so that only that one suffers. */
async function isolate(
  work: HandOver,
  handled: readonly HandledMessage[],
  error: Error,
): Promise<HandOverOutcome> {
  const [first, ...others] = handled;
  if (!first) throw error;
  if (others.length === 0) return commit(work, [], { message: first.message, reason: error.message });
  const outcome = await commit(work, [first], null);
  // Those behind it are handed over again: that is what they are there for.
  return outcome;
}

async function take(
  tx: Transaction,
  integration: LoadedIntegration,
  handled: readonly HandledMessage[],
): Promise<string | null> {
  const understood = handled.filter(({ result }) => result.rejected === undefined);
  const events = understood.flatMap(({ message, result }) =>
    result.events.map((event): ReceivedEvent => ({
      event,
      numbers: result.numbers,
      receivedAt: message.receivedAt,
    })),
  );
  if (events.length > 0) await recordCallEvents(tx, integration.id, events);
  await markHandled(
    tx,
    understood.map(({ message }) => message.id),
  );
  let problem: string | null = null;
  for (const { message, result } of handled) {
    if (result.rejected === undefined) continue;
    const reason = integration.mask(result.rejected);
    await setAside(tx, message.id, reason);
    problem = `A message was set aside: ${reason}`;
  }
  return problem;
}

/** Written when it says something new, and every ten seconds: calls come at any rate. */
async function noteHealth(tx: Transaction, integrationId: string, problem: string | null): Promise<void> {
  if (problem !== null) {
    await tx.query(
      `update integration set last_failure_at = now(), last_error = $2, consecutive_failures = consecutive_failures + 1
        where id = $1`,
      [integrationId, problem],
    );
    return;
  }
  await tx.query(
    `update integration set last_success_at = now(), last_error = null, consecutive_failures = 0
      where id = $1 and secrets_unreadable_at is null
        and (consecutive_failures > 0 or last_success_at is null or last_success_at < now() - interval '10 seconds')`,
    [integrationId],
  );
}
