import { Field, ID, InputType, Int } from 'type-graphql';
import { ArticleAudience } from '../../entities/knowledge/enums.ts';
import { LocalDate } from '../../shared/scalars.ts';

const expectedVersion = {
  nullable: true,
  description: '`version` as you read it: the change is refused with CONFLICT if it is another one now.',
};
const reason = { nullable: true, description: 'Why, for the revision; at most 2,000 characters.' };
const QUESTION = 'The question or problem, plain text, at most 20,000 characters.';
const ANSWER = 'The answer, Markdown (CommonMark and tables), at most 200,000 characters.';

@InputType()
abstract class ArticleSettings {
  @Field(() => ArticleAudience, {
    nullable: true,
    description: 'Who may read it once it is published; cannot be cleared. INTERNAL if omitted on creation.',
  })
  audience?: ArticleAudience;

  @Field(() => ID, { nullable: true, description: 'The product it is about.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The category, of the tree that tickets have, too.' })
  categoryId?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day it may be relied on: afterwards outsiders no longer see it.',
  })
  validUntil?: string | null;
}

@InputType({ description: 'A new article: a draft in one language.' })
export class CreateArticleInput extends ArticleSettings {
  @Field(() => String, {
    description: 'Language of the text (BCP 47): `de`. It becomes the main language of the article.',
  })
  language!: string;

  @Field(() => String, { description: 'Title, one line, at most 300 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: QUESTION })
  question?: string | null;

  @Field(() => String, { nullable: true, description: `${ANSWER} May come later.` })
  answer?: string | null;

  @Field(() => String, reason)
  reason?: string | null;
}

@InputType({
  description:
    'Changes of an article: what is omitted stays, `null` clears. Text is a draft until it is published; audience, ' +
    'product, category and validity of a published article change at once and take `knowledge:publish`.',
})
export class UpdateArticleInput extends ArticleSettings {
  @Field(() => ID, { description: 'The article.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Which language the text is in (BCP 47); the main language if omitted. A new one adds a variant, which needs a title.',
  })
  language?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Title, one line, at most 300 characters; cannot be cleared.',
  })
  title?: string;

  @Field(() => String, { nullable: true, description: QUESTION })
  question?: string | null;

  @Field(() => String, { nullable: true, description: ANSWER })
  answer?: string | null;

  @Field(() => String, reason)
  reason?: string | null;

  @Field(() => Int, expectedVersion)
  expectedVersion?: number | null;
}

@InputType({ description: 'An article and why the step is taken.' })
export class ArticleStepInput {
  @Field(() => ID, { description: 'The article.' })
  id!: string;

  @Field(() => String, reason)
  reason?: string | null;

  @Field(() => Int, expectedVersion)
  expectedVersion?: number | null;
}

@InputType({ description: 'An article whose review asks for changes.' })
export class SendBackArticleInput {
  @Field(() => ID, { description: 'The article.' })
  id!: string;

  @Field(() => String, { description: 'What is to be changed; at most 2,000 characters.' })
  reason!: string;

  @Field(() => Int, expectedVersion)
  expectedVersion?: number | null;
}

@InputType({ description: 'A revision whose text is to be the newest again.' })
export class RestoreArticleRevisionInput {
  @Field(() => ID, { description: 'The revision; one that saved a text.' })
  revisionId!: string;

  @Field(() => String, reason)
  reason?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: '`version` of the article as you read it: refused with CONFLICT if it is another one now.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'An answer in a ticket that is worth an article.' })
export class CreateArticleFromMessageInput {
  @Field(() => ID, { description: 'The message: a public reply from us to the customer.' })
  ticketMessageId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Language of the answer (BCP 47); if omitted, German or English, as the text looks.',
  })
  language?: string | null;

  @Field(() => String, { nullable: true, description: "Title; the ticket's subject if omitted." })
  title?: string | null;
}

@InputType({ description: 'An article that was used for a ticket.' })
export class LinkArticleToTicketInput {
  @Field(() => ID, { description: 'The article.' })
  articleId!: string;

  @Field(() => ID, { description: 'The ticket; one that was merged stands for the one that lives on.' })
  ticketId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the article solved it; false if omitted. Said again, it is changed.',
  })
  solved?: boolean | null;
}

@InputType({ description: 'An article that has nothing to do with a ticket after all.' })
export class UnlinkArticleFromTicketInput {
  @Field(() => ID, { description: 'The article.' })
  articleId!: string;

  @Field(() => ID, { description: 'The ticket.' })
  ticketId!: string;
}

@InputType({ description: 'Whether an article helped.' })
export class GiveArticleFeedbackInput {
  @Field(() => ID, { description: 'The article.' })
  articleId!: string;

  @Field(() => Boolean, { description: 'Whether it helped.' })
  helped!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What was missing or wrong, at most 5,000 characters. Omitted, an earlier comment stays.',
  })
  comment?: string | null;
}

@InputType({ description: 'An article that somebody is reading.' })
export class RecordArticleViewInput {
  @Field(() => ID, { description: 'The article.' })
  articleId!: string;
}
