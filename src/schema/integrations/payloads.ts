import { Extensions, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Integration } from '../../entities/integrations/integration.ts';
import { SyncRun } from '../../entities/integrations/sync-run.ts';
import { Json } from '../../shared/scalars.ts';
import { Payload } from '../user-error.ts';
import { StreamSyncCounts, SyncCounts } from './integrations.ts';

const scope = 'integrations:read';

@ObjectType({ simpleResolvers: true })
abstract class AboutIntegration extends Payload {
  @Extensions({ scope })
  @Field(() => Integration, { nullable: true, description: 'The integration as it is now; null if refused.' })
  integration?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of a change of an integration.', simpleResolvers: true })
export class IntegrationPayload extends AboutIntegration {}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of asking for a sync.', simpleResolvers: true })
export class SyncIntegrationPayload extends AboutIntegration {
  @Extensions({ scope })
  @Field(() => SyncRun, {
    nullable: true,
    description:
      'The sync, which a Kontor server does next: follow `integrationProgress`, or ask again. Null if refused.',
  })
  run?: object | null;
}

export const CheckSeverity = { ERROR: 'ERROR', WARNING: 'WARNING' } as const;
export type CheckSeverity = (typeof CheckSeverity)[keyof typeof CheckSeverity];
registerEnumType(CheckSeverity, {
  name: 'CheckSeverity',
  description: 'How bad a problem is.',
  valuesConfig: {
    ERROR: { description: 'The integration cannot work.' },
    WARNING: { description: 'It can work, but not as one would expect.' },
  },
});

@Extensions({ scope })
@ObjectType({ description: 'Something that a check found.', simpleResolvers: true })
export class CheckProblem {
  @Field(() => CheckSeverity, { description: 'How bad it is.' })
  severity!: CheckSeverity;

  @Field(() => String, { description: 'What is wrong.' })
  message!: string;

  @Field(() => String, { description: 'What to do about it.' })
  fix!: string;

  @Field(() => String, { nullable: true, description: 'The option it is about, if one.' })
  option?: string | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What a check of an integration found.', simpleResolvers: true })
export class CheckIntegrationPayload extends AboutIntegration {
  @Extensions({ scope })
  @Field(() => String, { nullable: true, description: 'What answered: `Acme ERP 7.2`; null if nothing did.' })
  upstream?: string | null;

  @Extensions({ scope })
  @Field(() => [CheckProblem], {
    nullable: true,
    description: 'What it found; empty if all is well, null if refused.',
  })
  problems?: readonly CheckProblem[] | null;
}

export const SampleOutcome = {
  CREATED: 'CREATED',
  UPDATED: 'UPDATED',
  DELETED: 'DELETED',
  REJECTED: 'REJECTED',
} as const;
export type SampleOutcome = (typeof SampleOutcome)[keyof typeof SampleOutcome];
registerEnumType(SampleOutcome, {
  name: 'SampleOutcome',
  description: 'What a sync would do with a record.',
});

@Extensions({ scope })
@ObjectType({ description: 'One field that would become another.', simpleResolvers: true })
export class FieldChange {
  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => Json, { nullable: true, description: 'As it is; null if there is nothing.' })
  before!: unknown;

  @Field(() => Json, { nullable: true, description: 'As it would be; null if there would be nothing.' })
  after!: unknown;
}

@Extensions({ scope })
@ObjectType({ description: 'One thing that the next sync would do.', simpleResolvers: true })
export class SampleDifference {
  @Field(() => String, { description: 'The stream: `orders`.' })
  stream!: string;

  @Field(() => String, { description: 'The id of the record in the other system.' })
  externalId!: string;

  @Field(() => SampleOutcome, { description: 'What would become of it.' })
  outcome!: SampleOutcome;

  @Field(() => String, {
    nullable: true,
    description: 'Why it would go to the quarantine; null unless `REJECTED`.',
  })
  reason!: string | null;

  @Field(() => [FieldChange], { description: 'Field by field; empty for what would be deleted or rejected.' })
  changes!: readonly FieldChange[];
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What the next sync would do. Nothing was written.', simpleResolvers: true })
export class DryRunIntegrationPayload extends AboutIntegration {
  @Extensions({ scope })
  @Field(() => [StreamSyncCounts], {
    nullable: true,
    description: 'How many records, by stream; null if refused.',
  })
  streams?: readonly StreamSyncCounts[] | null;

  @Extensions({ scope })
  @Field(() => [SampleDifference], { nullable: true, description: 'Up to 20 examples; null if refused.' })
  samples?: readonly SampleDifference[] | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of trying the quarantine again.', simpleResolvers: true })
export class RetryQuarantinePayload extends AboutIntegration {
  @Extensions({ scope })
  @Field(() => SyncCounts, {
    nullable: true,
    description: 'What became of the rows; `rejected` stay in quarantine. Null if refused.',
  })
  counts?: SyncCounts | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of approving deletions.', simpleResolvers: true })
export class ApproveDeletionsPayload extends AboutIntegration {
  @Extensions({ scope })
  @Field(() => Int, { nullable: true, description: 'How many records were deleted; null if refused.' })
  deleted?: number | null;
}
