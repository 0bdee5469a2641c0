import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../../app/config.ts';
import { type DemoCall, playCall, requireTarget } from '../demo/calls.ts';
import { demoTeam } from '../demo/people.ts';

/** The extension of Jana Petersen, as whom the demo's staff key acts. */
const FIRST_DESK = '21';

interface Settings {
  readonly from: string;
  readonly to?: string;
  readonly queue?: string;
  readonly user?: readonly string[];
  readonly busy?: true;
  /** Commander's word for `--no-answer`. */
  readonly answer: boolean;
  readonly canceled?: true;
  readonly ring: number;
  readonly seconds: number;
}

/** `kontor demo call`: somebody calls the demo's company, through the ingress, in real time. */
export function demoCallCommand(): Command {
  return new Command('call')
    .description('Call the company of the running demo, through the real ingress')
    .requiredOption('--from <number>', 'who calls: +49…, or "anonymous"', callersNumber)
    .option(
      '--to <number>',
      'who is called: an extension of the company, or a number; default: 21, or that of --queue',
    )
    .option('--queue <name>', 'the team it waits for: "Service", "Inside sales"')
    .option(
      '--user <names...>',
      'at whom it rings, by name or extension; default: all of the queue, or whose extension --to is',
    )
    .option('--busy', 'the line is busy')
    .option('--no-answer', 'nobody answers')
    .option('--canceled', 'the caller hangs up before anybody answers')
    .option('--ring <seconds>', 'how long it rings', wholeSeconds, 3)
    .option('--seconds <seconds>', 'how long they talk', wholeSeconds, 10)
    .action(async ({ from, to, queue, user, ring, seconds, ...settings }: Settings) => {
      const target = await requireTarget(readConfig().dataDir);
      const team = queue === undefined ? null : demoTeam(queue);
      const users = user ?? (to === undefined ? team?.users : undefined);
      await playCall(
        target,
        {
          from,
          to: to ?? team?.extension ?? FIRST_DESK,
          ...(queue !== undefined && { queue }),
          ...(users && { users }),
          outcome: outcomeOf(settings),
          ringSeconds: ring,
          talkSeconds: seconds,
        },
        { tell: (line) => void process.stdout.write(`${line}\n`) },
      );
    });
}

function outcomeOf({
  busy,
  answer,
  canceled,
}: Pick<Settings, 'busy' | 'answer' | 'canceled'>): DemoCall['outcome'] {
  if (busy) return 'busy';
  if (canceled) return 'cancel';
  return answer ? 'answered' : 'noAnswer';
}

function wholeSeconds(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be whole seconds, such as 10');
}

function callersNumber(text: string): string {
  if (text === 'anonymous' || /^\+?\d[\d\s()/.-]{2,}$/.test(text)) return text;
  throw new InvalidArgumentError('must be a number, such as +498999998223, or anonymous');
}
