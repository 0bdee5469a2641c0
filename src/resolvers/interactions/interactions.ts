import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Contact } from '../../entities/customers/contact.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Interaction } from '../../entities/interactions/interaction.ts';
import { Agent } from '../../entities/people/agent.ts';
import { ExternalReference, Source } from '../../schema/integrations/provenance.ts';
import {
  CompleteInteractionInput,
  RecordInteractionInput,
  UpdateInteractionInput,
} from '../../schema/interactions/inputs.ts';
import {
  InteractionConnection,
  InteractionPayload,
  InteractionsArguments,
} from '../../schema/interactions/lists.ts';
import { loadContact } from '../../services/customers/contacts.ts';
import { type CustomerRow, loadCustomer } from '../../services/customers/customers.ts';
import { externalReferencesOf, sourceOf } from '../../services/integrations/references.ts';
import {
  type InteractionRow,
  listInteractions,
  listInteractionsOf,
  loadInteraction,
} from '../../services/interactions/interactions.ts';
import {
  completeInteraction,
  recordInteraction,
  updateInteraction,
} from '../../services/interactions/write-interaction.ts';
import { loadAgent } from '../../services/people/agents.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Interaction)
export class InteractionResolver {
  @Extensions({ scope: 'interactions:read' })
  @Query(() => InteractionConnection, {
    description:
      'The contact history of all customers the viewer reaches, newest first; for follow-ups use `filter: { open: true }`.',
  })
  interactions(
    @Ctx() context: GraphQLContext,
    @Args(() => InteractionsArguments) args: InteractionsArguments,
  ) {
    return listInteractions(context, args);
  }

  @Extensions({ scope: 'interactions:read' })
  @Query(() => Interaction, {
    nullable: true,
    description: 'One entry; null where there is none or it is out of reach.',
  })
  interaction(@Ctx() context: GraphQLContext, @Arg('id', () => ID, { description: 'Its id.' }) id: string) {
    return loadInteraction(context, decodeIdOf('Interaction', id));
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Customer, { description: 'The customer.' })
  customer(@Root() interaction: InteractionRow, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, interaction.customerId);
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Contact, {
    nullable: true,
    description: 'The person at the customer, where it is known.',
  })
  contact(@Root() interaction: InteractionRow, @Ctx() context: GraphQLContext) {
    return loadContact(context, interaction.contactId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, { nullable: true, description: 'Who of us.' })
  agent(@Root() interaction: InteractionRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, interaction.agentId);
  }

  @FieldResolver(() => Source, {
    nullable: true,
    description: 'Where it was delivered from; null where it was entered here.',
  })
  source(@Root() interaction: InteractionRow, @Ctx() context: GraphQLContext) {
    return sourceOf(context, interaction.id);
  }

  @FieldResolver(() => [ExternalReference], { description: 'Its ids in other systems.' })
  externalReferences(@Root() interaction: InteractionRow, @Ctx() context: GraphQLContext) {
    return externalReferencesOf(context, interaction.id);
  }

  @Extensions({ scope: 'interactions:write', outsiders: true })
  @Mutation(() => InteractionPayload, {
    description: 'Records an entry of the contact history: a call, a note, a follow-up, …',
  })
  recordInteraction(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => RecordInteractionInput, { description: 'The entry.' }) input: RecordInteractionInput,
  ) {
    return answer(async () => ({
      interaction: await loadInteraction(context, (await recordInteraction(context, input)).id),
    }));
  }

  @Extensions({ scope: 'interactions:write', outsiders: true })
  @Mutation(() => InteractionPayload, {
    description: 'Changes an entry: what is omitted stays, `null` clears.',
  })
  updateInteraction(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateInteractionInput, { description: 'What to change.' })
    input: UpdateInteractionInput,
  ) {
    return answer(async () => ({
      interaction: await loadInteraction(context, (await updateInteraction(context, input)).id),
    }));
  }

  @Extensions({ scope: 'interactions:write', outsiders: true })
  @Mutation(() => InteractionPayload, {
    description: 'Completes a task or an appointment, or opens it again.',
  })
  completeInteraction(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CompleteInteractionInput, { description: 'Which one.' })
    input: CompleteInteractionInput,
  ) {
    return answer(async () => ({
      interaction: await loadInteraction(context, (await completeInteraction(context, input)).id),
    }));
  }
}

@Resolver(() => Customer)
export class CustomerInteractionsResolver {
  @Extensions({ scope: 'interactions:read' })
  @FieldResolver(() => InteractionConnection, {
    description: 'The contact history of this customer, newest first.',
  })
  interactions(
    @Root() customer: CustomerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => InteractionsArguments) args: InteractionsArguments,
  ) {
    return listInteractionsOf(context, customer.id, args);
  }
}
