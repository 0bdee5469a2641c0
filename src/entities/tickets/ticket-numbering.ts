import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';

/** One row, with this id, written by the migration. The counter itself is the sequence `ticket_number_sequence`. */
export const TICKET_NUMBERING_ID = '01930000-0000-7000-8000-000000000010';

@Extensions({ scope: 'tickets:read' })
@ObjectType({ implements: Node, description: 'How tickets are numbered.', simpleResolvers: true })
@Entity({ tableName: 'ticket_numbering' })
export class TicketNumbering extends VersionedRecord {
  @Field(() => String, {
    description:
      "Pattern of the numbers: `{year}` and `{month}` are the company's date, `{seq}` the counter, `{seq:5}` with at least 5 digits.",
  })
  @Property({ type: 'text' })
  pattern!: string;
}
