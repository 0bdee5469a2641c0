import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { Money } from '../../shared/money.ts';
import { LocalDate } from '../../shared/scalars.ts';
import { Node } from '../record.ts';
import { Invoice } from './invoice.ts';

@Extensions({ scope: 'invoices:read' })
@ObjectType({
  implements: Node,
  description: 'A payment, or part of one, that settles an invoice.',
  simpleResolvers: true,
})
@Entity({ tableName: 'payment' })
@Unique({ properties: ['invoice', 'externalId'] })
@Index({ properties: ['invoice', 'paidOn', 'id'] })
export class Payment {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => Invoice, deleteRule: 'cascade' })
  invoice!: Rel<Invoice>;

  @Field(() => String, { description: 'Its id in the ERP.' })
  @Property({ type: 'text' })
  externalId!: string;

  @Field(() => LocalDate, { description: 'Day of payment.' })
  @Property({ type: 'date' })
  paidOn!: string;

  @Field(() => Money, { description: 'Amount, in the currency of the invoice.' })
  @Property({ type: 'decimal', columnType: 'numeric' })
  amount!: string;

  @Field(() => String, {
    nullable: true,
    description: 'How it was paid, as the ERP says it: `Bank transfer`, `Cash discount`.',
  })
  @Property({ type: 'text', nullable: true })
  method: string | null = null;

  @Field(() => String, { nullable: true, description: 'Remittance information.' })
  @Property({ type: 'text', nullable: true })
  reference: string | null = null;
}
