import { ArgsType, Extensions, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { SearchSynonym } from '../../entities/search/search-synonym.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';
import { Payload } from '../user-error.ts';

export const SearchSynonymConnection = connectionOf(
  'SearchSynonym',
  () => SearchSynonym,
  'knowledge:publish',
);

export const SearchSynonymOrderField = { CREATED_AT: 'CREATED_AT' } as const;
export type SearchSynonymOrderField = (typeof SearchSynonymOrderField)[keyof typeof SearchSynonymOrderField];
registerEnumType(SearchSynonymOrderField, {
  name: 'SearchSynonymOrderField',
  description: 'What synonyms are ordered by.',
  valuesConfig: { CREATED_AT: { description: 'When it was created.' } },
});

@InputType({ description: 'Order of synonyms.' })
export class SearchSynonymOrder {
  @Field(() => SearchSynonymOrderField, { description: 'By what.' })
  field!: SearchSynonymOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@InputType({ description: 'Which synonyms.' })
export class SearchSynonymFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'With a term that contains this text, whatever its case.',
  })
  search?: string | null;
}

@ArgsType()
export class SearchSynonymsArguments extends ConnectionArguments {
  @Field(() => SearchSynonymFilterInput, { nullable: true, description: 'Which synonyms; all if omitted.' })
  filter?: SearchSynonymFilterInput | null;

  @Field(() => SearchSynonymOrder, { nullable: true, description: 'Newest first if omitted.' })
  orderBy?: SearchSynonymOrder | null;
}

const terms =
  'The terms that mean the same: 2 to 20, each a word or an expression of at most four words and 100 characters.';

@InputType({ description: 'New synonyms.' })
export class CreateSearchSynonymInput {
  @Field(() => [String], { description: terms })
  terms!: string[];
}

@InputType({ description: 'Changes of synonyms: what is omitted stays.' })
export class UpdateSearchSynonymInput {
  @Field(() => ID, { description: 'The synonyms.' })
  id!: string;

  @Field(() => [String], { nullable: true, description: `${terms} Replaces the list.` })
  terms?: string[];

  @Field(() => Int, {
    nullable: true,
    description: 'Update only if this is still the version; else `CONFLICT`.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which synonyms to delete.' })
export class DeleteSearchSynonymInput {
  @Field(() => ID, { description: 'The synonyms.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Delete only if this is still the version; else `CONFLICT`.',
  })
  expectedVersion?: number | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The synonyms as they are now.', simpleResolvers: true })
export class SearchSynonymPayload extends Payload {
  @Extensions({ scope: 'knowledge:publish' })
  @Field(() => SearchSynonym, { nullable: true, description: 'Null if the change was refused.' })
  synonym?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What was deleted.', simpleResolvers: true })
export class DeleteSearchSynonymPayload extends Payload {
  @Extensions({ scope: 'knowledge:publish' })
  @Field(() => ID, { nullable: true, description: 'Its global id; null if that was refused.' })
  deletedId?: string | null;
}
