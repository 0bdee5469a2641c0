import { Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Partner } from '../../entities/access/partner.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Agent } from '../../entities/people/agent.ts';
import { ViewerType } from '../../schema/access/viewer.ts';
import type { Viewer } from '../../services/access/viewer.ts';
import { loadCustomer } from '../../services/customers/customers.ts';
import { loadAgent } from '../../services/people/agents.ts';
import { loadPartner } from '../../services/people/partners.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Extensions({ scope: 'none' })
  @Query(() => ViewerType, { description: 'Who you are: the credential that this request came with.' })
  viewer(@Ctx() context: GraphQLContext): Viewer {
    return context.viewer;
  }

  @FieldResolver(() => [String], { description: 'What it may do, sorted: `customers:read`.' })
  scopes(@Root() viewer: Viewer): string[] {
    return [...viewer.scopes].toSorted();
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, { nullable: true, description: 'The agent it acts as; null unless `STAFF`.' })
  agent(@Root() viewer: Viewer, @Ctx() context: GraphQLContext) {
    return loadAgent(context, viewer.agentId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Partner, { nullable: true, description: 'The partner; null unless `PARTNER`.' })
  partner(@Root() { reach }: Viewer, @Ctx() context: GraphQLContext) {
    return loadPartner(context, reach.kind === 'PARTNER' ? reach.partnerId : null);
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Customer, { nullable: true, description: 'The customer; null unless `CUSTOMER`.' })
  customer(@Root() { reach }: Viewer, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, reach.kind === 'CUSTOMER' ? reach.customerId : null);
  }
}
