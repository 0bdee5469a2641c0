import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Customer } from '../customers/customer.ts';
import { Suggestion } from './suggestion.ts';

/** A customer that wants a suggestion, too: one vote each. */
@Entity({ tableName: 'suggestion_vote' })
export class SuggestionVote {
  @ManyToOne({ entity: () => Suggestion, primary: true, fieldName: 'ticket_id', deleteRule: 'cascade' })
  suggestion!: Rel<Suggestion>;

  @Index()
  @ManyToOne({ entity: () => Customer, primary: true, deleteRule: 'cascade' })
  customer!: Rel<Customer>;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  votedAt: Date = new Date();
}
