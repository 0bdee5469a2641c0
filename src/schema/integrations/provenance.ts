import { Extensions, Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The id of a record in another system.', simpleResolvers: true })
export class ExternalReference {
  @Field(() => String, { description: 'Name of the integration: `erp`.' })
  integration!: string;

  @Field(() => String, { description: 'The id there, as that system writes it.' })
  externalId!: string;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'Where a record came from, and how fresh it is.', simpleResolvers: true })
export class Source {
  @Field(() => String, { description: 'Name of the integration that delivered it: `erp`.' })
  integration!: string;

  @Field(() => String, { description: 'The id of the record there.' })
  externalId!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When that system changed it last; null where it does not say.',
  })
  updatedAt!: string | null;

  @Field(() => DateTime, { description: 'When it was last delivered, changed or not.' })
  fetchedAt!: string;

  @Field(() => Boolean, {
    description:
      'True while the record may be out of date: its integration is suspended, fails, or has not succeeded within three of its intervals.',
  })
  stale!: boolean;
}
