import { Extensions, ObjectType } from 'type-graphql';

/** Its fields are resolved in resolvers/erp/open-items. */
@Extensions({ scope: 'invoices:read' })
@ObjectType({
  description: 'What a customer owes (offene Posten): the invoices with an open amount, and their sums.',
  simpleResolvers: true,
})
export class OpenItems {}
