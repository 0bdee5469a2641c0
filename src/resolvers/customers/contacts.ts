import { Arg, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Contact } from '../../entities/customers/contact.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { CreateContactInput, UpdateContactInput } from '../../schema/customers/inputs.ts';
import { ContactPayload } from '../../schema/customers/payloads.ts';
import { ExternalReference, Source } from '../../schema/integrations/provenance.ts';
import { type ContactRow, loadContact } from '../../services/customers/contacts.ts';
import { loadCustomer } from '../../services/customers/customers.ts';
import { createContact, updateContact } from '../../services/customers/write-contact.ts';
import { externalReferencesOf, sourceOf } from '../../services/integrations/references.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Contact)
export class ContactResolver {
  @Extensions({ scope: 'customers:read' })
  @Query(() => Contact, {
    nullable: true,
    description: 'One contact; null where there is none or it is out of reach.',
  })
  contact(@Ctx() context: GraphQLContext, @Arg('id', () => ID, { description: 'Its id.' }) id: string) {
    return loadContact(context, decodeIdOf('Contact', id));
  }

  @FieldResolver(() => Customer, { description: 'The customer the person works for.' })
  customer(@Root() contact: ContactRow, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, contact.customerId);
  }

  @FieldResolver(() => Source, {
    nullable: true,
    description: 'Where it was delivered from; null where it was entered here.',
  })
  source(@Root() contact: ContactRow, @Ctx() context: GraphQLContext) {
    return sourceOf(context, contact.id);
  }

  @FieldResolver(() => [ExternalReference], { description: 'Its ids in other systems.' })
  externalReferences(@Root() contact: ContactRow, @Ctx() context: GraphQLContext) {
    return externalReferencesOf(context, contact.id);
  }

  @Extensions({ scope: 'customers:write', outsiders: true })
  @Mutation(() => ContactPayload, { description: 'Creates a contact of a customer.' })
  createContact(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateContactInput, { description: 'The contact.' }) input: CreateContactInput,
  ) {
    return answer(async () => ({
      contact: await loadContact(context, (await createContact(context, input)).id),
    }));
  }

  @Extensions({ scope: 'customers:write', outsiders: true })
  @Mutation(() => ContactPayload, { description: 'Changes a contact: what is omitted stays, `null` clears.' })
  updateContact(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateContactInput, { description: 'What to change.' }) input: UpdateContactInput,
  ) {
    return answer(async () => ({
      contact: await loadContact(context, (await updateContact(context, input)).id),
    }));
  }
}
