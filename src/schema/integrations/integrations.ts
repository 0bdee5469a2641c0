import { ArgsType, Extensions, Field, InputType, Int, ObjectType } from 'type-graphql';
import { IntegrationHealthStatus } from '../../entities/integrations/enums.ts';
import { Integration } from '../../entities/integrations/integration.ts';
import { QuarantinedRecord } from '../../entities/integrations/quarantined-record.ts';
import { SyncRun } from '../../entities/integrations/sync-run.ts';
import { DateTime, Json } from '../../shared/scalars.ts';
import { ConnectionArguments, connectionOf } from '../connection.ts';

const scope = 'integrations:read';

export const IntegrationConnection = connectionOf('Integration', () => Integration, scope);
export const SyncRunConnection = connectionOf('SyncRun', () => SyncRun, scope);
export const QuarantinedRecordConnection = connectionOf('QuarantinedRecord', () => QuarantinedRecord, scope);

@Extensions({ scope })
@ObjectType({ description: 'How an integration is doing.', simpleResolvers: true })
export class IntegrationHealth {
  @Field(() => IntegrationHealthStatus, { description: 'In one word.' })
  status!: IntegrationHealthStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is not healthy, for the operator; null when there is nothing to say.',
  })
  message!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When a sync last succeeded; null if none has yet.' })
  lastSuccessAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When a sync last failed; null if none has.' })
  lastFailureAt!: string | null;

  @Field(() => Int, { description: 'How many syncs in a row have failed; 0 after a success.' })
  consecutiveFailures!: number;
}

@ObjectType({ simpleResolvers: true })
abstract class Counts {
  @Field(() => Int, { description: 'Records that were new.' })
  created!: number;

  @Field(() => Int, { description: 'Records that were changed.' })
  updated!: number;

  @Field(() => Int, { description: 'Records that came as they already are: neither written nor announced.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Records that the other system has deleted.' })
  deleted!: number;

  @Field(() => Int, { description: 'Rows that could not be taken in: they are in quarantine.' })
  rejected!: number;
}

@Extensions({ scope })
@ObjectType({ description: 'How many records were taken in, by what became of them.', simpleResolvers: true })
export class SyncCounts extends Counts {}

@Extensions({ scope })
@ObjectType({ description: 'What a sync took in of one stream.', simpleResolvers: true })
export class StreamSyncCounts extends Counts {
  @Field(() => String, { description: 'The stream: `orders`.' })
  stream!: string;
}

@Extensions({ scope })
@ObjectType({ description: 'One kind of record that an integration delivers.', simpleResolvers: true })
export class IntegrationStream {
  @Field(() => String, { description: 'As the plugin names it: `orders`.' })
  name!: string;

  @Field(() => String, { description: 'Type of its records in this schema: `Order`.' })
  recordType!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its last batch was taken in; null before the first.',
  })
  cursorAt!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When a sync last pulled it to its end; null if none has yet.',
  })
  completedAt!: string | null;

  @Field(() => SyncCounts, {
    nullable: true,
    description: 'What the last sync took in of it; null before the first.',
  })
  lastCounts!: SyncCounts | null;

  @Field(() => Int, { description: 'How many of its rows are in quarantine.' })
  quarantined!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many records the other system no longer lists, where they are too many to be deleted unasked: more than 20 ' +
      'and more than 10 %. They stay until `approveDeletions`, or until a list has them again. Null: none wait.',
  })
  heldDeletions!: number | null;
}

@Extensions({ scope })
@ObjectType({ description: 'A stream that a plugin offers.', simpleResolvers: true })
export class PluginStream {
  @Field(() => String, { description: 'Its name: `orders`.' })
  name!: string;

  @Field(() => String, { description: 'Type of its records in this schema: `Order`.' })
  recordType!: string;

  @Field(() => String, { description: 'What it delivers, for the operator.' })
  description!: string;
}

@Extensions({ scope })
@ObjectType({
  description: 'A plugin of this installation: one that comes with Kontor, or that `KONTOR_PLUGINS` names.',
  simpleResolvers: true,
})
export class Plugin {
  @Field(() => String, {
    description:
      'Id of the plugin, which `addIntegration` takes: `erp-csv`. Of a broken one: as it was named.',
  })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What people call it; null if it is broken.' })
  title!: string | null;

  @Field(() => String, { nullable: true, description: 'Its version; null if it is broken.' })
  version!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it connects, in a sentence; null if it is broken.',
  })
  description!: string | null;

  @Field(() => Json, {
    nullable: true,
    description: 'JSON Schema of its options; secrets have `"secret": true`. Null if it is broken.',
  })
  optionsSchema!: unknown;

  @Field(() => [PluginStream], { description: 'What it delivers, in the order in which it is pulled.' })
  streams!: readonly PluginStream[];

  @Field(() => String, { nullable: true, description: 'Why it cannot be used; null if it can.' })
  problem!: string | null;
}

@InputType({ description: 'Which rows of the quarantine.' })
export class QuarantineFilterInput {
  @Field(() => String, { nullable: true, description: 'Only those of this stream.' })
  stream?: string | null;
}

@ArgsType()
export class QuarantineArguments extends ConnectionArguments {
  @Field(() => QuarantineFilterInput, {
    nullable: true,
    description: 'Which rows; all if omitted. Ordered by when they were first refused, newest first.',
  })
  filter?: QuarantineFilterInput | null;
}
