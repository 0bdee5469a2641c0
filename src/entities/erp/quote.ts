import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { LocalDate } from '../../shared/scalars.ts';
import { Node } from '../record.ts';
import { CommercialDocument } from './commercial-document.ts';
import { DocumentKind, QuoteStatus } from './enums.ts';

@Extensions({ scope: 'quotes:read' })
@ObjectType({
  implements: [Node, CommercialDocument],
  description: 'An offer to a customer (Angebot).',
  simpleResolvers: true,
})
@Entity({ discriminatorValue: DocumentKind.QUOTE })
export class Quote extends CommercialDocument {
  @Field(() => QuoteStatus, { description: 'Where it stands.' })
  declare status: QuoteStatus;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which it can be accepted; null: not stated.',
  })
  @Property({ type: 'date', nullable: true })
  validUntil: string | null = null;
}
