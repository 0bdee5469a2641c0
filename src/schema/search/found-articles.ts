import {
  ArgsType,
  Extensions,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from 'type-graphql';
import { connectionOf } from '../connection.ts';

export const SearchMatchKind = {
  EXACT: 'EXACT',
  INFLECTED: 'INFLECTED',
  SYNONYM: 'SYNONYM',
  BEGINNING: 'BEGINNING',
  COMPOUND: 'COMPOUND',
  PART: 'PART',
  TYPING_ERROR: 'TYPING_ERROR',
} as const;
registerEnumType(SearchMatchKind, {
  name: 'SearchMatchKind',
  description: 'How a word of a text stands for a word that was searched for.',
  valuesConfig: {
    EXACT: { description: 'It is the word; case, accents and `ä`, `ae` or `a` make no difference.' },
    INFLECTED: { description: 'It has the same stem, in German or in English.' },
    SYNONYM: { description: 'Both are named by one `SearchSynonym`.' },
    BEGINNING: { description: 'It begins with what is still being written.' },
    COMPOUND: { description: 'It is a compound with the word in it: Hydraulikpumpe for Pumpe.' },
    PART: { description: 'It is a part of the compound that was searched for: Pumpe for Hydraulikpumpe.' },
    TYPING_ERROR: { description: 'It differs by one or two letters.' },
  },
});

@Extensions({ scope: 'knowledge:read' })
@ObjectType({ description: 'Why a text was found: one word that was searched for.', simpleResolvers: true })
export class SearchMatch {
  @Field(() => String, { description: 'The word that was searched for, in lower case and without accents.' })
  searched!: string;

  @Field(() => [String], {
    description:
      'What stands for it in the text, in lower case and without accents; several for an expression.',
  })
  found!: readonly string[];

  @Field(() => SearchMatchKind, { description: 'How.' })
  kind!: string;
}

export const HighlightField = { TITLE: 'TITLE', QUESTION: 'QUESTION', ANSWER: 'ANSWER' } as const;
registerEnumType(HighlightField, {
  name: 'HighlightField',
  description: 'Part of an article that something was found in.',
});

@Extensions({ scope: 'knowledge:read' })
@ObjectType({
  description: 'A piece of text. Never markup: show it as text, marked where it is a match.',
  simpleResolvers: true,
})
export class HighlightSegment {
  @Field(() => String, { description: 'The text, as it stands in the article.' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether this is what was found.' })
  isMatch!: boolean;
}

@Extensions({ scope: 'knowledge:read' })
@ObjectType({ description: 'Where in an article something was found.', simpleResolvers: true })
export class Highlight {
  @Field(() => HighlightField, { description: 'In which part of it.' })
  field!: string;

  @Field(() => [HighlightSegment], {
    description:
      'The title as a whole; of question and answer some thirty words around what was found, the answer without its ' +
      'Markdown. `…` stands where something is left out.',
  })
  segments!: readonly HighlightSegment[];
}

@Extensions({ scope: 'knowledge:read' })
@ObjectType({
  description: 'An article that was found, in the language in which it fits best.',
  simpleResolvers: true,
})
export class ArticleHit {
  @Field(() => String, { description: 'Language of the text that was found (BCP 47).' })
  language!: string;

  @Field(() => Float, {
    description:
      'How much of the query is in the text, from 0 to 1. The order also looks at language, product, age and how ' +
      'often the article solved a ticket, so it may differ.',
  })
  score!: number;

  @Field(() => [SearchMatch], { description: 'Why it was found, word by word.' })
  matches!: readonly SearchMatch[];
}

export const ArticleHitConnection = connectionOf('ArticleHit', () => ArticleHit, 'knowledge:read');

@InputType({ description: 'Among which articles to search; conditions are joined with AND.' })
export class ArticleSearchFilterInput {
  @Field(() => ID, { nullable: true, description: 'About this product.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'In this category or one below it.' })
  categoryId?: string | null;
}

const language = {
  nullable: true,
  description: 'Language of the reader (BCP 47): texts in it come first. None is preferred if omitted.',
};

@ArgsType()
export class SearchArticlesArguments {
  @Field(() => String, {
    description: 'Words to look for, at most 500 characters; words such as "the" and "und" are left out.',
  })
  query!: string;

  @Field(() => String, language)
  language?: string | null;

  @Field(() => ArticleSearchFilterInput, {
    nullable: true,
    description: 'Among which articles; all if omitted.',
  })
  filter?: ArticleSearchFilterInput | null;

  @Field(() => Int, { nullable: true, description: 'How many; default 20, at most 100.' })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only what follows this cursor. A search finds at most 100 texts.',
  })
  after?: string | null;
}

@ArgsType()
export class SuggestedArticlesArguments {
  @Field(() => Int, { nullable: true, description: 'How many; default 5, at most 20.' })
  first?: number | null;

  @Field(() => String, language)
  language?: string | null;
}

@ArgsType()
export class SuggestForDraftArguments extends SuggestedArticlesArguments {
  @Field(() => String, {
    description: 'What has been written so far, at most 20,000 characters; the last word may be unfinished.',
  })
  text!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The product it is about: articles about it come first, those about others last.',
  })
  productId?: string | null;
}
