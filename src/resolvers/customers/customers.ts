import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Partner } from '../../entities/access/partner.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Agent } from '../../entities/people/agent.ts';
import { Team } from '../../entities/people/team.ts';
import {
  ArchiveCustomerInput,
  CreateCustomerInput,
  UpdateCustomerInput,
} from '../../schema/customers/inputs.ts';
import {
  ContactConnection,
  ContactsArguments,
  CustomerConnection,
  CustomersArguments,
} from '../../schema/customers/lists.ts';
import { CustomerPayload } from '../../schema/customers/payloads.ts';
import { ExternalReferenceInput } from '../../schema/external-reference.ts';
import { loadPartner } from '../../services/people/partners.ts';
import { listContactsOf } from '../../services/customers/contacts.ts';
import { type CustomerRow, listCustomers, loadCustomer } from '../../services/customers/customers.ts';
import { findCustomer } from '../../services/customers/find-customer.ts';
import { archiveCustomer, createCustomer, updateCustomer } from '../../services/customers/write-customer.ts';
import { externalReferencesOf, sourceOf } from '../../services/integrations/references.ts';
import { loadAgent } from '../../services/people/agents.ts';
import { loadTeam } from '../../services/people/teams.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';
import { ExternalReference, Source } from '../../schema/integrations/provenance.ts';

@Resolver(() => Customer)
export class CustomerResolver {
  @Extensions({ scope: 'customers:read' })
  @Query(() => CustomerConnection, {
    description: 'Customers the viewer reaches, by name if no order is given.',
  })
  customers(@Ctx() context: GraphQLContext, @Args(() => CustomersArguments) args: CustomersArguments) {
    return listCustomers(context, args);
  }

  @Extensions({ scope: 'customers:read' })
  @Query(() => Customer, {
    nullable: true,
    description:
      'One customer by exactly one of the arguments; null where there is none or it is out of reach.',
  })
  customer(
    @Ctx() context: GraphQLContext,
    @Arg('id', () => ID, { nullable: true, description: 'By global id.' }) id?: string | null,
    @Arg('customerNumber', () => String, { nullable: true, description: 'By customer number.' })
    customerNumber?: string | null,
    @Arg('reference', () => ExternalReferenceInput, {
      nullable: true,
      description: 'By its id in another system.',
    })
    reference?: ExternalReferenceInput | null,
  ) {
    return findCustomer(context, { id, customerNumber, reference });
  }

  @FieldResolver(() => ContactConnection, { description: 'People at this customer, by name.' })
  contacts(
    @Root() customer: CustomerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ContactsArguments) args: ContactsArguments,
  ) {
    return listContactsOf(context, customer.id, args);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, { nullable: true, description: 'The agent who looks after the customer.' })
  keyAccountManager(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, customer.keyAccountManagerId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Team, { nullable: true, description: 'The team that looks after the customer.' })
  keyAccountTeam(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext) {
    return loadTeam(context, customer.keyAccountTeamId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Partner, { nullable: true, description: 'The partner it is assigned to.' })
  partner(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext) {
    return loadPartner(context, customer.partnerId);
  }

  @FieldResolver(() => Source, {
    nullable: true,
    description: 'Where it was delivered from; null where it was entered here.',
  })
  source(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext) {
    return sourceOf(context, customer.id);
  }

  @FieldResolver(() => [ExternalReference], { description: 'Its ids in other systems.' })
  externalReferences(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext) {
    return externalReferencesOf(context, customer.id);
  }

  @Extensions({ scope: 'customers:write' })
  @Mutation(() => CustomerPayload, { description: 'Creates a customer. Own people and services only.' })
  createCustomer(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateCustomerInput, { description: 'The customer.' }) input: CreateCustomerInput,
  ) {
    return answer(async () => ({
      customer: await loadCustomer(context, (await createCustomer(context, input)).id),
    }));
  }

  @Extensions({ scope: 'customers:write', outsiders: true })
  @Mutation(() => CustomerPayload, {
    description: 'Changes a customer: what is omitted stays, `null` clears.',
  })
  updateCustomer(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateCustomerInput, { description: 'What to change.' }) input: UpdateCustomerInput,
  ) {
    return answer(async () => ({
      customer: await loadCustomer(context, (await updateCustomer(context, input)).id),
    }));
  }

  @Extensions({ scope: 'customers:write', outsiders: true })
  @Mutation(() => CustomerPayload, { description: 'Archives a customer, or brings it back.' })
  archiveCustomer(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => ArchiveCustomerInput, { description: 'Which one.' }) input: ArchiveCustomerInput,
  ) {
    return answer(async () => ({
      customer: await loadCustomer(context, (await archiveCustomer(context, input)).id),
    }));
  }
}
