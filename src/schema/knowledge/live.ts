import { Extensions, Field, ObjectType } from 'type-graphql';

@Extensions({ scope: 'knowledge:read' })
@ObjectType({
  description: 'An article was published, for the first time or with changes.',
  simpleResolvers: true,
})
export class ArticlePublication {
  @Field(() => String, { description: 'Send it back as `after` to continue behind this one.' })
  cursor!: string;

  @Field(() => Boolean, { description: 'Whether it is new to its readers; false: it was published before.' })
  first!: boolean;

  @Field(() => [String], { description: 'The languages whose text is new (BCP 47).' })
  languages!: string[];
}
