import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { IngressMessage } from '../../entities/integrations/ingress-message.ts';
import { Integration } from '../../entities/integrations/integration.ts';
import {
  IngressMessageConnection,
  IngressMessagesArguments,
  IngressState,
  SetAsideMessagesInput,
  SetAsideMessagesPayload,
} from '../../schema/integrations/ingress.ts';
import {
  type IngressMessageRow,
  listMessagesOf,
  loadIngressState,
} from '../../services/integrations/ingress-messages.ts';
import { type IntegrationRow, loadIntegration } from '../../services/integrations/integrations.ts';
import {
  discardMessages,
  retryMessages,
  type SetAsideMessages,
} from '../../services/integrations/set-aside-messages.ts';
import { decodeRequiredId } from '../../services/reads/ids.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Integration)
export class IntegrationIngressResolver {
  @FieldResolver(() => IngressState, {
    nullable: true,
    description: 'Messages that another system posts to it; null where its plugin takes none.',
  })
  ingress(@Root() integration: IntegrationRow, @Ctx() context: GraphQLContext) {
    return loadIngressState(context, integration.id);
  }

  @FieldResolver(() => IngressMessageConnection, {
    description:
      'The messages themselves, the newest first: those that wait, and those set aside, which say why.',
  })
  messages(
    @Root() integration: IntegrationRow,
    @Ctx() context: GraphQLContext,
    @Args(() => IngressMessagesArguments) args: IngressMessagesArguments,
  ) {
    return listMessagesOf(context, integration.id, args);
  }
}

@Resolver(() => IngressMessage)
export class IngressMessageResolver {
  @FieldResolver(() => String, { description: 'What it says, as it came.' })
  body(@Root() message: IngressMessageRow) {
    return message.body;
  }

  @FieldResolver(() => Integration, { nullable: true, description: 'To which integration it was posted.' })
  integration(@Root() message: IngressMessageRow, @Ctx() context: GraphQLContext) {
    return loadIntegration(context, message.integrationId);
  }

  @Extensions({ scope: 'integrations:write' })
  @Mutation(() => SetAsideMessagesPayload, {
    description:
      'Hands messages that were set aside to the plugin again: after it, or an option, was mended.',
  })
  retryMessages(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SetAsideMessagesInput, { description: 'Which messages.' })
    input: SetAsideMessagesInput,
  ) {
    return answer(async () => payload(context, await retryMessages(context, input, rawIds(input))));
  }

  @Extensions({ scope: 'integrations:write' })
  @Mutation(() => SetAsideMessagesPayload, {
    description: 'Deletes messages that were set aside: nothing will come of them.',
  })
  discardMessages(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SetAsideMessagesInput, { description: 'Which messages.' })
    input: SetAsideMessagesInput,
  ) {
    return answer(async () => payload(context, await discardMessages(context, input, rawIds(input))));
  }
}

function rawIds({ messageIds }: SetAsideMessagesInput): string[] | undefined {
  return messageIds?.map((id) => decodeRequiredId('IngressMessage', id, 'messageIds'));
}

async function payload(
  context: GraphQLContext,
  { id, count }: SetAsideMessages,
): Promise<{ integration: object | null; count: number }> {
  return { integration: await loadIntegration(context, id), count };
}
