import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node } from '../record.ts';
import { SuggestionOutcome, TicketType } from './enums.ts';
import { Ticket } from './ticket.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  implements: [Node, Ticket],
  description: 'Something that could be better, in the eyes of customers (Verbesserungsvorschlag).',
  simpleResolvers: true,
})
@Entity({ discriminatorValue: TicketType.SUGGESTION })
export class Suggestion extends Ticket {
  @Field(() => SuggestionOutcome, { nullable: true, description: 'What became of it; null: not decided.' })
  @Property({ type: 'text', nullable: true })
  outcome: SuggestionOutcome | null = null;

  @Field(() => String, { nullable: true, description: 'Why it was decided so; null: not decided.' })
  @Property({ type: 'text', nullable: true })
  outcomeReason: string | null = null;
}
