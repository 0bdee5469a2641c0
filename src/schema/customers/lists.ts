import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import { Contact } from '../../entities/customers/contact.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { CustomerClass, CustomerKind } from '../../entities/customers/enums.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';

export const CustomerConnection = connectionOf('Customer', () => Customer, 'customers:read');
export const ContactConnection = connectionOf('Contact', () => Contact, 'customers:read');

@InputType({ description: 'Which customers; conditions are joined with AND.' })
export class CustomerFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name or of the customer number, in any case.',
  })
  search?: string | null;

  @Field(() => String, { nullable: true, description: 'Exactly this customer number.' })
  customerNumber?: string | null;

  @Field(() => CustomerKind, { nullable: true, description: 'Organizations or persons only.' })
  kind?: CustomerKind | null;

  @Field(() => [CustomerClass], { nullable: true, description: 'One of these classes.' })
  customerClass?: CustomerClass[] | null;

  @Field(() => [String], { nullable: true, description: 'All of these tags.' })
  tags?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Looked after by this agent.' })
  keyAccountManagerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Looked after by this team.' })
  keyAccountTeamId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Assigned to this partner.' })
  partnerId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: archived ones only; `null`: both; omitted: not archived.',
  })
  archived?: boolean | null;
}

export const CustomerOrderField = {
  NAME: 'NAME',
  CUSTOMER_NUMBER: 'CUSTOMER_NUMBER',
  CREATED_AT: 'CREATED_AT',
  UPDATED_AT: 'UPDATED_AT',
} as const;
export type CustomerOrderField = (typeof CustomerOrderField)[keyof typeof CustomerOrderField];
registerEnumType(CustomerOrderField, {
  name: 'CustomerOrderField',
  description: 'What customers are ordered by.',
});

@InputType({ description: 'Order of customers.' })
export class CustomerOrder {
  @Field(() => CustomerOrderField, { description: 'By what.' })
  field!: CustomerOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@ArgsType()
export class CustomersArguments extends ConnectionArguments {
  @Field(() => CustomerFilterInput, {
    nullable: true,
    description: 'Which customers; all that are not archived if omitted.',
  })
  filter?: CustomerFilterInput | null;

  @Field(() => CustomerOrder, { nullable: true, description: 'By name if omitted.' })
  orderBy?: CustomerOrder | null;
}

@InputType({ description: 'Which contacts.' })
export class ContactFilterInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those who are still there, or only those who left; both if omitted.',
  })
  active?: boolean | null;
}

@ArgsType()
export class ContactsArguments extends ConnectionArguments {
  @Field(() => ContactFilterInput, {
    nullable: true,
    description: 'Which contacts; all if omitted. Ordered by name.',
  })
  filter?: ContactFilterInput | null;
}
