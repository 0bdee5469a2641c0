import { Arg, Ctx, Extensions, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../entities/record.ts';
import { loadNode } from '../services/load-node.ts';
import { refuseLongLists } from '../services/reads/filters.ts';
import type { GraphQLContext } from './context.ts';

@Resolver()
export class NodeResolver {
  @Extensions({ scope: 'none' })
  @Query(() => Node, {
    nullable: true,
    description: 'Any record by its global id; null where there is none, or the viewer may not see it.',
  })
  node(@Ctx() context: GraphQLContext, @Arg('id', () => ID, { description: 'A global id.' }) id: string) {
    return loadNode(context, id);
  }

  @Extensions({ scope: 'none' })
  @Query(() => [Node], {
    nullable: 'items',
    description:
      'Records by their global ids, in the order of the ids, null where `node` is null; at most 100.',
  })
  nodes(
    @Ctx() context: GraphQLContext,
    @Arg('ids', () => [ID], { description: 'Global ids, of any types.' }) ids: string[],
  ) {
    refuseLongLists({ ids }, null);
    return ids.map((id) => loadNode(context, id));
  }
}
