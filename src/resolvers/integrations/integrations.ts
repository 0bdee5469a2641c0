import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { IntegrationStatus } from '../../entities/integrations/enums.ts';
import { Integration } from '../../entities/integrations/integration.ts';
import { QuarantinedRecord } from '../../entities/integrations/quarantined-record.ts';
import { SyncRun } from '../../entities/integrations/sync-run.ts';
import { ConnectionArguments } from '../../schema/connection.ts';
import {
  IntegrationConnection,
  IntegrationHealth,
  IntegrationStream,
  Plugin,
  QuarantineArguments,
  QuarantinedRecordConnection,
  StreamSyncCounts,
  SyncRunConnection,
} from '../../schema/integrations/integrations.ts';
import { loadStreamsOf } from '../../services/integrations/integration-streams.ts';
import {
  findIntegrationRow,
  type IntegrationRow,
  listIntegrations,
  loadIntegration,
} from '../../services/integrations/integrations.ts';
import {
  listQuarantineOf,
  type QuarantinedRecordRow,
} from '../../services/integrations/quarantined-records.ts';
import { listRunsOf, type SyncRunRow } from '../../services/integrations/sync-runs.ts';
import type { GraphQLContext } from '../context.ts';
import { listPlugins } from './list-plugins.ts';

@Resolver(() => Integration)
export class IntegrationResolver {
  @Extensions({ scope: 'integrations:read' })
  @Query(() => IntegrationConnection, { description: 'The integrations of this installation, by name.' })
  integrations(@Ctx() context: GraphQLContext, @Args(() => ConnectionArguments) args: ConnectionArguments) {
    return listIntegrations(context, args);
  }

  @Extensions({ scope: 'integrations:read' })
  @Query(() => Integration, {
    nullable: true,
    description: 'One integration by exactly one of the arguments; null where there is none.',
  })
  integration(
    @Ctx() context: GraphQLContext,
    @Arg('id', () => ID, { nullable: true, description: 'By global id.' }) id?: string | null,
    @Arg('name', () => String, { nullable: true, description: 'By name.' }) name?: string | null,
  ) {
    return findIntegrationRow(context, { id, name });
  }

  @Extensions({ scope: 'integrations:read' })
  @Query(() => [Plugin], { description: 'The plugins that integrations can be made of, broken ones last.' })
  plugins(@Ctx() context: GraphQLContext) {
    return listPlugins(context);
  }

  @FieldResolver(() => IntegrationStatus, { description: 'Whether it is at work.' })
  status(@Root() integration: IntegrationRow) {
    return integration.status;
  }

  @FieldResolver(() => IntegrationHealth, { description: 'How it is doing.' })
  health(@Root() integration: IntegrationRow) {
    return integration.health;
  }

  @FieldResolver(() => [IntegrationStream], {
    description: "What it delivers, in the plugin's order; empty before its first sync.",
  })
  streams(@Root() integration: IntegrationRow, @Ctx() context: GraphQLContext) {
    return loadStreamsOf(context, integration.id);
  }

  @FieldResolver(() => SyncRunConnection, { description: 'Its syncs, the newest first.' })
  runs(
    @Root() integration: IntegrationRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ) {
    return listRunsOf(context, integration.id, args);
  }

  @FieldResolver(() => QuarantinedRecordConnection, {
    description: 'Rows that could not be taken in, the newest first.',
  })
  quarantine(
    @Root() integration: IntegrationRow,
    @Ctx() context: GraphQLContext,
    @Args(() => QuarantineArguments) args: QuarantineArguments,
  ) {
    return listQuarantineOf(context, integration.id, args);
  }
}

@Resolver(() => SyncRun)
export class SyncRunResolver {
  @FieldResolver(() => Integration, { nullable: true, description: 'Whose sync it is.' })
  integration(@Root() run: SyncRunRow, @Ctx() context: GraphQLContext) {
    return loadIntegration(context, run.integrationId);
  }

  @FieldResolver(() => [StreamSyncCounts], {
    description: 'What it took in, by stream; grows with each batch while it runs.',
  })
  counts(@Root() run: SyncRunRow) {
    return run.counts;
  }
}

@Resolver(() => QuarantinedRecord)
export class QuarantinedRecordResolver {
  @FieldResolver(() => Integration, { nullable: true, description: 'Which integration delivered it.' })
  integration(@Root() record: QuarantinedRecordRow, @Ctx() context: GraphQLContext) {
    return loadIntegration(context, record.integrationId);
  }
}
