import { Arg, Args, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql';
import { SearchSynonym } from '../../entities/search/search-synonym.ts';
import {
  CreateSearchSynonymInput,
  DeleteSearchSynonymInput,
  DeleteSearchSynonymPayload,
  SearchSynonymConnection,
  SearchSynonymPayload,
  SearchSynonymsArguments,
  UpdateSearchSynonymInput,
} from '../../schema/search/synonyms.ts';
import { listSynonyms, loadSynonym } from '../../services/search/synonyms.ts';
import { createSynonym, deleteSynonym, updateSynonym } from '../../services/search/write-synonym.ts';
import { encodeId } from '../../shared/ids.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => SearchSynonym)
export class SearchSynonymResolver {
  @Extensions({ scope: 'knowledge:publish' })
  @Query(() => SearchSynonymConnection, {
    description:
      'What means the same to the search, newest first if no order is given. Own people and services only.',
  })
  searchSynonyms(
    @Ctx() context: GraphQLContext,
    @Args(() => SearchSynonymsArguments) args: SearchSynonymsArguments,
  ) {
    return listSynonyms(context, args);
  }

  @Extensions({ scope: 'knowledge:publish' })
  @Mutation(() => SearchSynonymPayload, {
    description: 'Says that terms mean the same; searches know it at once. Own people and services only.',
  })
  createSearchSynonym(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateSearchSynonymInput, { description: 'The terms.' })
    input: CreateSearchSynonymInput,
  ) {
    return answer(async () => ({
      synonym: await loadSynonym(context, (await createSynonym(context, input)).id),
    }));
  }

  @Extensions({ scope: 'knowledge:publish' })
  @Mutation(() => SearchSynonymPayload, { description: 'Replaces the terms that mean the same.' })
  updateSearchSynonym(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateSearchSynonymInput, { description: 'What to change.' })
    input: UpdateSearchSynonymInput,
  ) {
    return answer(async () => ({
      synonym: await loadSynonym(context, (await updateSynonym(context, input)).id),
    }));
  }

  @Extensions({ scope: 'knowledge:publish' })
  @Mutation(() => DeleteSearchSynonymPayload, {
    description: 'Deletes synonyms: each term stands for itself again.',
  })
  deleteSearchSynonym(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => DeleteSearchSynonymInput, { description: 'Which.' }) input: DeleteSearchSynonymInput,
  ) {
    return answer(async () => ({
      deletedId: encodeId('SearchSynonym', (await deleteSynonym(context, input)).id),
    }));
  }
}
