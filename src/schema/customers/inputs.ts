import { Field, ID, InputType, Int } from 'type-graphql';
import {
  AddressKind,
  CustomerClass,
  CustomerKind,
  EmailKind,
  PhoneKind,
} from '../../entities/customers/enums.ts';
import { ExternalReferenceInput } from '../external-reference.ts';

@InputType({ description: 'A postal address.' })
export class AddressInput {
  @Field(() => AddressKind, { nullable: true, description: 'What it is used for; `OFFICE` if omitted.' })
  kind?: AddressKind | null;

  @Field(() => String, { nullable: true, description: 'Recipient, where it is not the customer itself.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Street and number.' })
  street?: string | null;

  @Field(() => String, { nullable: true, description: 'Additional line.' })
  street2?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code, at most 20 characters.' })
  postalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2: `DE`.' })
  country?: string | null;
}

@InputType({ description: 'A telephone number.' })
export class PhoneNumberInput {
  @Field(() => PhoneKind, { nullable: true, description: 'What it is used for; `OFFICE` if omitted.' })
  kind?: PhoneKind | null;

  @Field(() => String, {
    description:
      'As people write it. Without a country code it is read with the country of the first address.',
  })
  raw!: string;
}

@InputType({ description: 'An e-mail address.' })
export class EmailAddressInput {
  @Field(() => EmailKind, { nullable: true, description: 'What it is used for; `OFFICE` if omitted.' })
  kind?: EmailKind | null;

  @Field(() => String, { description: 'The address; stored in lower case.' })
  address!: string;
}

@InputType()
abstract class CustomerFields {
  @Field(() => CustomerKind, {
    nullable: true,
    description: 'Organization or person; `ORGANIZATION` if omitted on creation.',
  })
  kind?: CustomerKind;

  @Field(() => String, { nullable: true, description: 'Customer number, unique.' })
  customerNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'VAT identifier with its country prefix: `DE123456789`.',
  })
  vatId?: string | null;

  @Field(() => [AddressInput], {
    nullable: true,
    description: 'All addresses, the main one first; replaces the list.',
  })
  addresses?: AddressInput[];

  @Field(() => [PhoneNumberInput], {
    nullable: true,
    description: 'All telephone numbers; replaces the list.',
  })
  phones?: PhoneNumberInput[];

  @Field(() => [EmailAddressInput], {
    nullable: true,
    description: 'All e-mail addresses; replaces the list.',
  })
  emails?: EmailAddressInput[];

  @Field(() => String, { nullable: true, description: 'Preferred language, BCP 47: `de`.' })
  language?: string | null;

  @Field(() => [String], { nullable: true, description: 'All tags; replaces the list.' })
  tags?: string[];

  @Field(() => CustomerClass, { nullable: true, description: 'ABC classification.' })
  customerClass?: CustomerClass | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The agent who looks after the customer. Own people and services only.',
  })
  keyAccountManagerId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The team that looks after the customer. Own people and services only.',
  })
  keyAccountTeamId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The partner the customer is assigned to. Own people and services only.',
  })
  partnerId?: string | null;
}

@InputType({ description: 'A new customer.' })
export class CreateCustomerInput extends CustomerFields {
  @Field(() => String, { description: 'Name of the organization, or full name of the person.' })
  name!: string;
}

@InputType({ description: 'Changes of a customer: what is omitted stays, `null` clears.' })
export class UpdateCustomerInput extends CustomerFields {
  @Field(() => ID, { description: 'The customer.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name; cannot be cleared.' })
  name?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Update only if this is still the version; else `CONFLICT`.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which customer to archive, or to bring back.' })
export class ArchiveCustomerInput {
  @Field(() => ID, { description: 'The customer.' })
  id!: string;

  @Field(() => Boolean, { nullable: true, description: '`false` brings it back; archived if omitted.' })
  archived?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Only if this is still the version; else `CONFLICT`.' })
  expectedVersion?: number | null;
}

@InputType()
abstract class ContactFields {
  @Field(() => String, { nullable: true, description: 'What the person does there.' })
  role?: string | null;

  @Field(() => String, { nullable: true, description: 'Department.' })
  department?: string | null;

  @Field(() => [PhoneNumberInput], {
    nullable: true,
    description: 'All telephone numbers; replaces the list.',
  })
  phones?: PhoneNumberInput[];

  @Field(() => [EmailAddressInput], {
    nullable: true,
    description: 'All e-mail addresses; replaces the list.',
  })
  emails?: EmailAddressInput[];

  @Field(() => String, { nullable: true, description: 'Preferred language, BCP 47: `de`.' })
  language?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False once the person has left; true if omitted on creation.',
  })
  active?: boolean;
}

@InputType({ description: 'A new contact of a customer; name the customer by id or by reference.' })
export class CreateContactInput extends ContactFields {
  @Field(() => ID, { nullable: true, description: 'The customer.' })
  customerId?: string | null;

  @Field(() => ExternalReferenceInput, {
    nullable: true,
    description: 'The customer by its id in another system.',
  })
  customerReference?: ExternalReferenceInput | null;

  @Field(() => String, { description: 'Full name.' })
  name!: string;
}

@InputType({ description: 'Changes of a contact: what is omitted stays, `null` clears.' })
export class UpdateContactInput extends ContactFields {
  @Field(() => ID, { description: 'The contact.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name; cannot be cleared.' })
  name?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Update only if this is still the version; else `CONFLICT`.',
  })
  expectedVersion?: number | null;
}
