import { ArgsType, Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';

@Extensions({ scope: 'knowledge:write' })
@ObjectType({
  description:
    'What was asked for and has no article: searches that found nothing useful and tickets that were solved without an ' +
    'article, wordings that mean the same together.',
  simpleResolvers: true,
})
export class UnansweredQuestion {
  @Field(() => String, { description: 'The wording that was asked most.' })
  question!: string;

  @Field(() => [String], { description: 'All wordings: what people typed, subjects of tickets.' })
  wordings!: readonly string[];

  @Field(() => String, { description: 'Language of the question (BCP 47); of tickets it is guessed.' })
  language!: string;

  @Field(() => Int, { description: 'How many searches found nothing useful.' })
  searches!: number;

  @Field(() => DateTime, { description: 'When it was last asked, or a ticket about it solved.' })
  lastAskedAt!: Date;
}

@InputType({ description: 'Which questions; conditions are joined with AND.' })
export class UnansweredQuestionFilterInput {
  @Field(() => DateTime, { nullable: true, description: 'Asked since then; the last 90 days if omitted.' })
  since?: Date | null;

  @Field(() => ID, { nullable: true, description: 'About this product.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'In this category or one below it.' })
  categoryId?: string | null;

  @Field(() => String, { nullable: true, description: 'In exactly this language (BCP 47): `de`, `en`.' })
  language?: string | null;
}

@ArgsType()
export class QuestionsWithoutArticleArguments {
  @Field(() => Int, { nullable: true, description: 'How many; default 20, at most 100.' })
  first?: number | null;

  @Field(() => UnansweredQuestionFilterInput, { nullable: true, description: 'Which; all if omitted.' })
  filter?: UnansweredQuestionFilterInput | null;
}
