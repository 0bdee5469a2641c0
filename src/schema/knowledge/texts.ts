import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';

@Extensions({ scope: 'knowledge:read' })
@ObjectType({ description: 'An article in one language.', simpleResolvers: true })
export class ArticleText {
  @Field(() => String, { description: 'Language it is written in (BCP 47): `de`, `en`, `pt-BR`.' })
  language!: string;

  @Field(() => String, { description: 'Title, one line.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The question or problem, plain text; null where the title says it all.',
  })
  question!: string | null;

  @Extensions({ scope: 'knowledge:write' })
  @Field(() => String, {
    description:
      'The answer as its author wrote it: Markdown (CommonMark and tables), not made safe for pages.',
  })
  answer!: string;

  @Extensions({ scope: 'knowledge:write' })
  @Field(() => Int, { description: 'Number of the revision that it was saved with: see `revisions`.' })
  revision!: number;

  @Field(() => DateTime, { description: 'When it was saved.' })
  savedAt!: string;
}
