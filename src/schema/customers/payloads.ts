import { Extensions, Field, ObjectType } from 'type-graphql';
import { Contact } from '../../entities/customers/contact.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Payload } from '../user-error.ts';

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of a change of a customer.', simpleResolvers: true })
export class CustomerPayload extends Payload {
  @Extensions({ scope: 'customers:read' })
  @Field(() => Customer, { nullable: true, description: 'The customer as it is now; null if refused.' })
  customer?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of a change of a contact.', simpleResolvers: true })
export class ContactPayload extends Payload {
  @Extensions({ scope: 'customers:read' })
  @Field(() => Contact, { nullable: true, description: 'The contact as it is now; null if refused.' })
  contact?: object | null;
}
