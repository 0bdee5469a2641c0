import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Money } from '../../shared/money.ts';
import { Node } from '../record.ts';
import { ComplaintCause } from './complaint-cause.ts';
import { TicketType } from './enums.ts';
import { Ticket } from './ticket.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  implements: [Node, Ticket],
  description:
    'Something was not as agreed (Reklamation), or the customer is not content with us (Beschwerde).',
  simpleResolvers: true,
})
@Entity({ discriminatorValue: TicketType.COMPLAINT })
export class Complaint extends Ticket {
  @Index()
  @ManyToOne({ entity: () => ComplaintCause, nullable: true, deleteRule: 'restrict' })
  cause: Rel<ComplaintCause> | null = null;

  @Field(() => String, { nullable: true, description: 'What is wrong (Mangel); null: not established yet.' })
  @Property({ type: 'text', nullable: true })
  defect: string | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'What we do about it (Abhilfe): repair, replacement, …; null: not decided yet.',
  })
  @Property({ type: 'text', nullable: true })
  remedy: string | null = null;

  @Field(() => Money, {
    nullable: true,
    description: 'What the customer is granted in money (Entschädigung); null: nothing, or not decided.',
  })
  compensation!: Money | null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  compensationAmount: string | null = null;

  @Property({ type: 'text', nullable: true })
  compensationCurrency: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  costAmount: string | null = null;

  @Property({ type: 'text', nullable: true })
  costCurrency: string | null = null;
}
