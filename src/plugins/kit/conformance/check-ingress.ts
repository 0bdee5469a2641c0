import { z } from 'zod';
import { type Handled, handledSchema } from '../call-events.ts';
import type { IngressRequest } from '../ingress.ts';
import { damagedMessages, requestOf, type SampleMessage, withUnknownFields } from './damage.ts';
import { firstDifference } from './first-difference.ts';

export type { SampleMessage } from './damage.ts';

/** A plugin's `handle`, however it is reached: in a process of its own, as Kontor runs it, or in a test of the plugin's. */
export interface IngressUnderTest {
  /** Rejects with the reason if the plugin throws, ends or hangs. */
  handle(request: IngressRequest): Promise<unknown>;
  /** Forgets whatever the plugin remembers, as when its process was killed. */
  restart(): Promise<void>;
}

/** What a plugin must keep to, and where it does not. */
export interface RuleResult {
  readonly rule: string;
  /** Each says which message, and what is wrong; empty: the rule is kept. After five nobody looked any further. */
  readonly problems: readonly string[];
}

const MOST_PROBLEMS = 5;

type Answer = { readonly handled: Handled } | { readonly fault: string };

/**
 * Whether a plugin that takes messages can be trusted with them, by messages of the real telephone system: the more
 * different ones, the better.
 */
export async function checkIngress(
  plugin: IngressUnderTest,
  samples: readonly SampleMessage[],
): Promise<RuleResult[]> {
  if (samples.length === 0) throw new Error('There must be at least one message to check the plugin with.');
  const first = new Map<SampleMessage, Answer>();
  for (const sample of samples) first.set(sample, await ask(plugin, requestOf(sample)));
  /** What is wrong with an answer that should be that of the sample. */
  const compare = async (sample: SampleMessage, request: IngressRequest): Promise<string | null> => {
    const [before, now] = [first.get(sample), await ask(plugin, request)];
    if ('fault' in now) return now.fault;
    if (!before || 'fault' in before) return null;
    const difference = firstDifference(before.handled, now.handled);
    return difference === null ? null : `what it says is not the same: ${difference}`;
  };
  const backwards = samples.toReversed();
  return [
    understanding(first),
    await rule('says the same when a message comes again, later', samples, (sample) =>
      // Kontor knows a repetition by what it says: anything that differs would be said twice.
      compare(sample, requestOf(sample, '2026-01-15T12:01:00.000Z')),
    ),
    await rule('says the same whatever came before, and after a restart', backwards, async (sample) => {
      await plugin.restart();
      return compare(sample, requestOf(sample));
    }),
    await rule('passes over fields that it does not know', samples, (sample) =>
      compare(sample, requestOf(withUnknownFields(sample))),
    ),
    await rule(
      'rejects what it cannot understand, and never fails',
      damagedMessages(samples),
      async (message) => {
        const answer = await ask(plugin, requestOf(message));
        return 'fault' in answer ? answer.fault : null;
      },
    ),
  ];
}

async function rule(
  name: string,
  messages: readonly SampleMessage[],
  problemOf: (message: SampleMessage) => Promise<string | null>,
): Promise<RuleResult> {
  const problems: string[] = [];
  for (const message of messages) {
    if (problems.length === MOST_PROBLEMS) break;
    const problem = await problemOf(message);
    if (problem !== null) problems.push(`${message.name}: ${problem}`);
  }
  return { rule: name, problems };
}

function understanding(answers: ReadonlyMap<SampleMessage, Answer>): RuleResult {
  const problems = [...answers].flatMap(([{ name }, answer]) => {
    if ('fault' in answer) return [`${name}: ${answer.fault}`];
    const { rejected } = answer.handled;
    return rejected === undefined ? [] : [`${name}: it rejects it: ${rejected}`];
  });
  const says = [...answers.values()].some(
    (answer) => 'handled' in answer && answer.handled.events.length > 0,
  );
  if (problems.length === 0 && !says) problems.push('none of the messages gives a call event');
  return { rule: 'makes valid call events of the messages', problems: problems.slice(0, MOST_PROBLEMS) };
}

async function ask(plugin: IngressUnderTest, request: IngressRequest): Promise<Answer> {
  let answer: unknown;
  try {
    answer = await plugin.handle(request);
  } catch (error) {
    return { fault: `it fails, which holds up the messages behind it: ${(error as Error).message}` };
  }
  const checked = handledSchema.safeParse(answer);
  if (checked.success) return { handled: checked.data };
  const [issue] = checked.error.issues;
  const place = issue?.path.join('.') || 'the answer';
  return {
    fault: `what it says is not valid: ${place}: ${issue?.message ?? z.prettifyError(checked.error)}`,
  };
}
