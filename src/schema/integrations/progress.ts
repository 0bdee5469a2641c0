import { ArgsType, Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { SyncCounts } from './integrations.ts';

@Extensions({ scope: 'integrations:read' })
@ObjectType({
  description: 'How far a sync is. Not an event: it is not stored, and one that is lost is not missed.',
  simpleResolvers: true,
})
export class IntegrationProgress {
  @Field(() => String, {
    nullable: true,
    description: 'The stream being pulled; null when the sync as a whole began or ended: see `run`.',
  })
  stream!: string | null;

  @Field(() => Int, { nullable: true, description: 'Records of the stream so far; null without `stream`.' })
  done!: number | null;

  @Field(() => Int, { nullable: true, description: 'Records of the stream in all; null where nobody knows.' })
  total!: number | null;

  @Field(() => SyncCounts, { nullable: true, description: 'What became of them; null without `stream`.' })
  counts!: SyncCounts | null;
}

@ArgsType()
export class FollowProgressArguments {
  @Field(() => ID, { nullable: true, description: 'Of this integration, by global id.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this integration, by name.' })
  name?: string | null;
}
