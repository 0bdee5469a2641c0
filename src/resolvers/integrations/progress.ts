import { Args, Ctx, Extensions, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { Integration } from '../../entities/integrations/integration.ts';
import { SyncRun } from '../../entities/integrations/sync-run.ts';
import { FollowProgressArguments, IntegrationProgress } from '../../schema/integrations/progress.ts';
import { followProgress, type ProgressSignal } from '../../services/integrations/follow-progress.ts';
import { loadIntegration } from '../../services/integrations/integrations.ts';
import { loadSyncRun } from '../../services/integrations/sync-runs.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => IntegrationProgress)
export class IntegrationProgressResolver {
  @Extensions({ scope: 'integrations:read' })
  @Subscription(() => IntegrationProgress, {
    description:
      'How far syncs are, of one integration or of all: after each batch, and when one begins or ends.',
    subscribe: ({ context, args }) =>
      followProgress(context as GraphQLContext, args as FollowProgressArguments),
  })
  integrationProgress(
    @Root() signal: ProgressSignal,
    @Args(() => FollowProgressArguments) _args: FollowProgressArguments,
  ): ProgressSignal {
    return signal;
  }

  @FieldResolver(() => Integration, { nullable: true, description: 'Whose sync it is.' })
  integration(@Root() { integrationId }: ProgressSignal, @Ctx() context: GraphQLContext) {
    return loadIntegration(context, integrationId);
  }

  @FieldResolver(() => SyncRun, { nullable: true, description: 'The sync, with its status.' })
  run(@Root() { runId }: ProgressSignal, @Ctx() context: GraphQLContext) {
    return loadSyncRun(context, runId);
  }
}
