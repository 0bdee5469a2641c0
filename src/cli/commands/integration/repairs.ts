import { type Command, Option } from 'commander';
import { changeMessages, type MessagesOptions, printMessages, readMessages } from './messages.ts';
import { printQuarantine, readQuarantine } from './quarantine.ts';
import { collect, print, type Session } from './session.ts';

type Run = (self: Command, work: (session: Session) => Promise<void>) => Promise<void>;

/** What waits for a person: rows, messages, deletions, cursors that do not fit. */
export function addRepairs(command: Command, run: Run): void {
  command
    .command('quarantine')
    .description('Show rows that could not be taken in, or try them again')
    .argument('<name>')
    .option('--retry', 'try all of them again')
    .option('--json', 'as JSON, with the rows as they were delivered')
    .action((name: string, options: { retry?: true; json?: true }, self: Command) =>
      run(self, async ({ context, host }) => {
        if (options.retry) {
          const { counts, left } = await host.streams.retryQuarantine(context, { name });
          print(
            `${counts.created + counts.updated + counts.unchanged} taken in, ${left} still in quarantine.`,
          );
        }
        const rows = await readQuarantine(context, name);
        print(options.json ? rows : printQuarantine(rows));
      }),
    );

  command
    .command('messages')
    .description('Show messages that were posted and set aside; hand them over again, or discard them')
    .argument('<name>')
    .addOption(new Option('--retry', 'hand them over again, each in its old place').conflicts('json'))
    .addOption(new Option('--discard', 'delete them').conflicts(['retry', 'json']))
    .option(
      '--message <id>',
      'only this one; may be repeated (default: all that were set aside)',
      collect,
      [],
    )
    .option('--json', 'as JSON, with what they say')
    .action((name: string, options: MessagesOptions & { json?: true }, self: Command) =>
      run(self, async ({ context }) => {
        const done = await changeMessages(context, name, options);
        if (done !== null) return print(done);
        const messages = await readMessages(context, name);
        print(options.json ? messages : printMessages(messages));
      }),
    );

  command
    .command('approve-deletions')
    .description(
      'Delete the records that the other system no longer lists and that were too many to go unasked',
    )
    .argument('<name>')
    .requiredOption(
      '--stream <stream>',
      'the stream, for example "customers"; the health in "kontor integration list" names it',
    )
    .action((name: string, { stream }: { stream: string }, self: Command) =>
      run(self, async ({ context, host }) => {
        const { deleted } = await host.streams.approveDeletions(context, { name }, stream);
        print(`Deleted ${deleted} records of ${stream}.`);
      }),
    );

  command
    .command('reset')
    .description('Forget where the pulling of a stream stands: the next sync pulls it from its beginning')
    .argument('<name>')
    .requiredOption('--stream <stream>', 'the stream, for example "orders"')
    .action((name: string, { stream }: { stream: string }, self: Command) =>
      run(self, async ({ context, host }) => {
        await host.streams.reset(context, { name }, stream);
        print(`The next sync pulls ${stream} from its beginning.`);
      }),
    );
}
