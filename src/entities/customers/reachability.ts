import { Extensions, Field, ObjectType } from 'type-graphql';
import { AddressKind, EmailKind, PhoneKind } from './enums.ts';

@Extensions({ scope: 'customers:read' })
@ObjectType({ description: 'A postal address (EN 16931 BG-8, BG-15).', simpleResolvers: true })
export class Address {
  @Field(() => AddressKind, { description: 'What it is used for.' })
  kind!: AddressKind;

  @Field(() => String, { nullable: true, description: 'Recipient, where it is not the customer itself.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Street and number (BT-50).' })
  street?: string | null;

  @Field(() => String, { nullable: true, description: 'Additional line (BT-51).' })
  street2?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code (BT-53).' })
  postalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'City (BT-52).' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'State or province (BT-54).' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 (BT-55): `DE`.' })
  country?: string | null;
}

@Extensions({ scope: 'customers:read' })
@ObjectType({
  description: 'A telephone number: as it was given, and as it is dialled.',
  simpleResolvers: true,
})
export class PhoneNumber {
  @Field(() => PhoneKind, { description: 'What it is used for.' })
  kind!: PhoneKind;

  @Field(() => String, { description: 'As it was given: `030-0074321`.' })
  raw!: string;

  @Field(() => String, {
    nullable: true,
    description: 'E.164, `+49300074321`; null where the number is not valid.',
  })
  e164?: string | null;
}

@Extensions({ scope: 'customers:read' })
@ObjectType({ description: 'An e-mail address.', simpleResolvers: true })
export class EmailAddress {
  @Field(() => EmailKind, { description: 'What it is used for.' })
  kind!: EmailKind;

  @Field(() => String, { description: 'The address, lower case.' })
  address!: string;
}
