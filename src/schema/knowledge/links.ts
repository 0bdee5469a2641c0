import { ArgsType, Extensions, Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';
import { ConnectionArguments } from '../connection.ts';

@Extensions({ scope: 'knowledge:read' })
@ObjectType({ description: 'That an article was used for a ticket.', simpleResolvers: true })
export class ArticleLink {
  @Field(() => Boolean, { description: 'Whether the article solved it.' })
  solved!: boolean;

  @Field(() => DateTime, { description: 'When that was said first.' })
  linkedAt!: string;
}

@ArgsType()
export class ArticleTicketsArguments extends ConnectionArguments {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that it solved, or only those that it did not.',
  })
  solved?: boolean | null;
}
