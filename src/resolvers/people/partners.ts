import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Partner } from '../../entities/access/partner.ts';
import { CustomerConnection, CustomersArguments } from '../../schema/customers/lists.ts';
import {
  AssignCustomersToPartnerInput,
  CreatePartnerInput,
  UpdatePartnerInput,
} from '../../schema/people/inputs.ts';
import { PartnerConnection, PartnersArguments } from '../../schema/people/lists.ts';
import { AssignCustomersToPartnerPayload, PartnerPayload } from '../../schema/people/payloads.ts';
import { listCustomersOfPartner, loadCustomer } from '../../services/customers/customers.ts';
import { assignCustomersToPartner } from '../../services/people/assign-customers.ts';
import { listPartners, loadPartner, type PartnerRow } from '../../services/people/partners.ts';
import { createPartner, updatePartner } from '../../services/people/write-partner.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Partner)
export class PartnerResolver {
  @Extensions({ scope: 'people:read' })
  @Query(() => PartnerConnection, {
    description: 'Partners, by name if no order is given. A partner sees itself, a customer its partner.',
  })
  partners(@Ctx() context: GraphQLContext, @Args(() => PartnersArguments) args: PartnersArguments) {
    return listPartners(context, args);
  }

  @Extensions({ scope: 'people:read' })
  @Query(() => Partner, {
    nullable: true,
    description: 'One partner; null where there is none or it is out of reach.',
  })
  partner(@Ctx() context: GraphQLContext, @Arg('id', () => ID, { description: 'Global id.' }) id: string) {
    return loadPartner(context, decodeIdOf('Partner', id));
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => CustomerConnection, {
    description: 'The customers assigned to it, as far as the viewer reaches them; by name.',
  })
  customers(
    @Root() partner: PartnerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => CustomersArguments) args: CustomersArguments,
  ) {
    return listCustomersOfPartner(context, partner.id, args);
  }

  @Extensions({ scope: 'people:write' })
  @Mutation(() => PartnerPayload, { description: 'Adds a partner. Own people and services only.' })
  createPartner(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreatePartnerInput, { description: 'The partner.' }) input: CreatePartnerInput,
  ) {
    return answer(async () => ({
      partner: await loadPartner(context, (await createPartner(context, input)).id),
    }));
  }

  @Extensions({ scope: 'people:write' })
  @Mutation(() => PartnerPayload, { description: 'Changes a partner: what is omitted stays, `null` clears.' })
  updatePartner(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdatePartnerInput, { description: 'What to change.' }) input: UpdatePartnerInput,
  ) {
    return answer(async () => ({
      partner: await loadPartner(context, (await updatePartner(context, input)).id),
    }));
  }

  @Extensions({ scope: ['people:write', 'customers:write'] })
  @Mutation(() => AssignCustomersToPartnerPayload, {
    description:
      'Gives customers to a partner, whose credentials reach them from then on, or takes them from theirs.',
  })
  assignCustomersToPartner(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => AssignCustomersToPartnerInput, { description: 'Whom to whom.' })
    input: AssignCustomersToPartnerInput,
  ) {
    return answer(async () => {
      const { partnerId, customerIds } = await assignCustomersToPartner(context, input);
      const customers = Promise.all(customerIds.map((id) => loadCustomer(context, id)));
      return { partner: await loadPartner(context, partnerId), customers: await customers };
    });
  }
}
