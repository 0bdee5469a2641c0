import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ApiKey } from '../../entities/access/api-key.ts';
import { Partner } from '../../entities/access/partner.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Agent } from '../../entities/people/agent.ts';
import {
  ApiKeyConnection,
  ApiKeysArguments,
  ApiKeyStatus,
  CreateApiKeyInput,
  CreateApiKeyPayload,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
} from '../../schema/access/api-keys.ts';
import { type ApiKeyRow, listApiKeys, loadApiKey } from '../../services/access/api-key-listing.ts';
import { createApiKey, revokeApiKey } from '../../services/access/api-keys.ts';
import { loadCustomer } from '../../services/customers/customers.ts';
import { loadAgent } from '../../services/people/agents.ts';
import { loadPartner } from '../../services/people/partners.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Extensions({ scope: 'access:admin' })
  @Query(() => ApiKeyConnection, {
    description: 'All API keys, newest first if no order is given, with those that no longer work.',
  })
  apiKeys(@Ctx() context: GraphQLContext, @Args(() => ApiKeysArguments) args: ApiKeysArguments) {
    return listApiKeys(context, args);
  }

  @FieldResolver(() => ApiKeyStatus, { description: 'Whether it works.' })
  status(@Root() key: ApiKeyRow): ApiKeyStatus {
    return key.status;
  }

  @Extensions({ scope: ['access:admin', 'people:read'] })
  @FieldResolver(() => Agent, { nullable: true, description: 'The agent it acts as; null if none.' })
  agent(@Root() key: ApiKeyRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, key.agentId);
  }

  @Extensions({ scope: ['access:admin', 'people:read'] })
  @FieldResolver(() => Partner, { nullable: true, description: 'The partner it stands for; null if none.' })
  partner(@Root() key: ApiKeyRow, @Ctx() context: GraphQLContext) {
    return loadPartner(context, key.partnerId);
  }

  @Extensions({ scope: ['access:admin', 'customers:read'] })
  @FieldResolver(() => Customer, { nullable: true, description: 'The customer it stands for; null if none.' })
  customer(@Root() key: ApiKeyRow, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, key.customerId);
  }

  @Extensions({ scope: 'access:admin' })
  @Mutation(() => CreateApiKeyPayload, { description: 'Creates an API key and shows it, this once.' })
  createApiKey(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' }) input: CreateApiKeyInput,
  ) {
    return answer(async () => {
      const { id, key } = await createApiKey(context, input);
      return { apiKey: await loadApiKey(context, id), key };
    });
  }

  @Extensions({ scope: 'access:admin' })
  @Mutation(() => RevokeApiKeyPayload, {
    description: 'Takes an API key back, at once; its live connections get nothing more.',
  })
  revokeApiKey(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which one.' }) input: RevokeApiKeyInput,
  ) {
    return answer(async () => ({
      apiKey: await loadApiKey(context, (await revokeApiKey(context, input)).id),
    }));
  }
}
