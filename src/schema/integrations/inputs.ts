import { Field, ID, InputType, Int } from 'type-graphql';
import { Json } from '../../shared/scalars.ts';

@InputType({ description: 'A new integration.' })
export class AddIntegrationInput {
  @Field(() => String, {
    description:
      'Unique, lower case with dashes, such as `erp`. It stays: external references are told by it.',
  })
  name!: string;

  @Field(() => String, { description: 'Name of the plugin, see `plugins`.' })
  plugin!: string;

  @Field(() => Json, {
    nullable: true,
    description: 'Options of the plugin as an object, secrets among them; see `optionsSchema` of the plugin.',
  })
  options?: Record<string, unknown> | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Seconds from the end of one sync to the next, at least 5; 900 if omitted, null: only on demand.',
  })
  intervalSeconds?: number | null;
}

@InputType({ description: 'An integration, by exactly one of the fields.' })
export class IntegrationInput {
  @Field(() => ID, { nullable: true, description: 'Its global id.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  name?: string | null;
}

@InputType({ description: 'What to change in an integration.' })
export class UpdateIntegrationInput extends IntegrationInput {
  @Field(() => Json, {
    nullable: true,
    description: 'Options to change: those left out stay, secrets too; null takes one away.',
  })
  options?: Record<string, unknown> | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds from the end of one sync to the next, at least 5; null: only on demand.',
  })
  intervalSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: 'Refuse if this is not its `version` any more.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'What to sync.' })
export class SyncIntegrationInput extends IntegrationInput {
  @Field(() => [String], { nullable: true, description: 'Only these streams; all if omitted.' })
  streams?: string[] | null;
}

@InputType({ description: 'What to suspend.' })
export class SuspendIntegrationInput extends IntegrationInput {
  @Field(() => String, { nullable: true, description: 'Why; shown in its health.' })
  reason?: string | null;
}

@InputType({ description: 'What to try again.' })
export class RetryQuarantineInput extends IntegrationInput {
  @Field(() => [ID], { nullable: true, description: 'Only these rows of the quarantine; all if omitted.' })
  recordIds?: string[] | null;
}

@InputType({ description: 'A stream of an integration, which is named by `id` or `name`.' })
export class IntegrationStreamInput extends IntegrationInput {
  @Field(() => String, { description: 'The stream: `orders`.' })
  stream!: string;
}
