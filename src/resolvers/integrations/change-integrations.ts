import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import {
  AddIntegrationInput,
  IntegrationInput,
  IntegrationStreamInput,
  RetryQuarantineInput,
  SuspendIntegrationInput,
  SyncIntegrationInput,
  UpdateIntegrationInput,
} from '../../schema/integrations/inputs.ts';
import {
  ApproveDeletionsPayload,
  CheckIntegrationPayload,
  DryRunIntegrationPayload,
  IntegrationPayload,
  RetryQuarantinePayload,
  SyncIntegrationPayload,
} from '../../schema/integrations/payloads.ts';
import { loadIntegration } from '../../services/integrations/integrations.ts';
import { loadSyncRun } from '../../services/integrations/sync-runs.ts';
import { decodeRequiredId } from '../../services/reads/ids.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

const scope = 'integrations:write';

@Resolver()
export class ChangeIntegrationsResolver {
  @Extensions({ scope })
  @Mutation(() => IntegrationPayload, {
    description:
      'Configures a plugin. Its options are checked by the plugin; it then syncs at once and on schedule.',
  })
  addIntegration(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => AddIntegrationInput, { description: 'The integration.' }) input: AddIntegrationInput,
  ) {
    return answer(async () => integrationOf(context, await context.host.addIntegration(context, input)));
  }

  @Extensions({ scope })
  @Mutation(() => IntegrationPayload, {
    description: 'Changes options or schedule: what is omitted stays, `null` clears.',
  })
  updateIntegration(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateIntegrationInput, { description: 'What to change.' })
    input: UpdateIntegrationInput,
  ) {
    return answer(async () =>
      integrationOf(context, await context.host.updateIntegration(context, input, input)),
    );
  }

  @Extensions({ scope })
  @Mutation(() => CheckIntegrationPayload, {
    description: 'Asks the plugin whether it can work with its options. Changes nothing anywhere.',
  })
  checkIntegration(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => IntegrationInput, { description: 'Which one.' }) input: IntegrationInput,
  ) {
    return answer(async () => {
      const { id, problems, upstream } = await context.host.check(context, input);
      return { ...(await integrationOf(context, { id })), problems, upstream };
    });
  }

  @Extensions({ scope })
  @Mutation(() => SyncIntegrationPayload, {
    description: 'Asks for a sync now. Answers at once, before it begins.',
  })
  syncIntegration(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SyncIntegrationInput, { description: 'What to sync.' }) input: SyncIntegrationInput,
  ) {
    return answer(async () => {
      const run = await loadSyncRun(context, (await context.host.requestSync(context, input, input)).id);
      return { integration: await loadIntegration(context, run?.integrationId), run };
    });
  }

  @Extensions({ scope })
  @Mutation(() => DryRunIntegrationPayload, {
    description: 'Pulls and compares like a sync and writes nothing: says what the next sync would do.',
  })
  dryRunIntegration(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SyncIntegrationInput, { description: 'What to try.' }) input: SyncIntegrationInput,
  ) {
    return answer(async () => {
      const { id, streams, samples } = await context.host.dryRun(context, input, input);
      const counts = streams.map((stream) => ({ stream: stream.name, ...stream.counts }));
      return { ...(await integrationOf(context, { id })), streams: counts, samples };
    });
  }

  @Extensions({ scope })
  @Mutation(() => IntegrationPayload, {
    description: 'Stops an integration until it is resumed; a sync under way ends after what is committed.',
  })
  suspendIntegration(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SuspendIntegrationInput, { description: 'Which one, and why.' })
    input: SuspendIntegrationInput,
  ) {
    return answer(async () =>
      integrationOf(context, await context.host.suspend(context, input, input.reason)),
    );
  }

  @Extensions({ scope })
  @Mutation(() => IntegrationPayload, {
    description: 'Lets a suspended integration work again, beginning at once.',
  })
  resumeIntegration(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => IntegrationInput, { description: 'Which one.' }) input: IntegrationInput,
  ) {
    return answer(async () => integrationOf(context, await context.host.resume(context, input)));
  }

  @Extensions({ scope })
  @Mutation(() => RetryQuarantinePayload, {
    description: 'Tries rows in quarantine again, as every sync does at its end.',
  })
  retryQuarantine(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => RetryQuarantineInput, { description: 'Which rows.' }) input: RetryQuarantineInput,
  ) {
    return answer(async () => {
      const recordIds = input.recordIds?.map((id) => decodeRequiredId('QuarantinedRecord', id, 'recordIds'));
      const { id, counts } = await context.host.streams.retryQuarantine(context, input, recordIds);
      return { ...(await integrationOf(context, { id })), counts };
    });
  }

  @Extensions({ scope })
  @Mutation(() => ApproveDeletionsPayload, {
    description:
      'Deletes the records that the other system no longer lists and that were too many to be deleted unasked ' +
      '(`heldDeletions`). What was delivered or listed since stays.',
  })
  approveDeletions(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => IntegrationStreamInput, { description: 'Of which stream.' })
    input: IntegrationStreamInput,
  ) {
    return answer(async () => {
      const { id, deleted } = await context.host.streams.approveDeletions(context, input, input.stream);
      return { ...(await integrationOf(context, { id })), deleted };
    });
  }

  @Extensions({ scope })
  @Mutation(() => IntegrationPayload, {
    description:
      'Forgets where the pulling of a stream stands: the next sync pulls it from its beginning. Records that come ' +
      'unchanged are neither written nor announced again.',
  })
  resetIntegrationStream(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => IntegrationStreamInput, { description: 'Which stream.' })
    input: IntegrationStreamInput,
  ) {
    return answer(async () =>
      integrationOf(context, await context.host.streams.reset(context, input, input.stream)),
    );
  }
}

async function integrationOf(
  context: GraphQLContext,
  { id }: { id: string },
): Promise<{ integration: object | null }> {
  return { integration: await loadIntegration(context, id) };
}
