import {
  ArgsType,
  Extensions,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';

export const SimilarityReason = {
  SUBJECT: 'SUBJECT',
  DEFECT: 'DEFECT',
  DESCRIPTION: 'DESCRIPTION',
  PRODUCT: 'PRODUCT',
  CUSTOMER: 'CUSTOMER',
} as const;
registerEnumType(SimilarityReason, {
  name: 'SimilarityReason',
  description: 'What a ticket has in common with another one.',
  valuesConfig: {
    SUBJECT: { description: 'Words of its subject.' },
    DEFECT: { description: 'Words of its defect.' },
    DESCRIPTION: { description: 'Words of its description.' },
    PRODUCT: { description: 'The product.' },
    CUSTOMER: { description: 'The customer.' },
  },
});

@Extensions({ scope: 'tickets:read' })
@ObjectType({ description: 'A ticket that is like another one, or like a report.', simpleResolvers: true })
export class SimilarTicket {
  @Field(() => Float, {
    description:
      'How like it is, from 0 to 1: by words, rare ones most, product, customer, and that it was solved.',
  })
  score!: number;

  @Field(() => [SimilarityReason], { description: 'What they have in common.' })
  reasons!: readonly string[];

  @Field(() => [String], {
    description: 'Words of the ticket that stand for words of the other, in lower case and without accents.',
  })
  words!: readonly string[];
}

@Extensions({ scope: 'tickets:read' })
@ObjectType({ description: 'How a ticket was solved.', simpleResolvers: true })
export class TicketSolution {
  @Field(() => DateTime, { nullable: true, description: 'When.' })
  solvedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'What was done about it; only complaints say so.' })
  remedy!: string | null;
}

@InputType({ description: 'A report that may be known already.' })
export class SimilarTicketsInput {
  @Field(() => String, {
    nullable: true,
    description: 'Its subject, at most 500 characters: these words count more.',
  })
  subject?: string | null;

  @Field(() => String, { description: 'What the customer reports, at most 20,000 characters.' })
  text!: string;

  @Field(() => ID, { nullable: true, description: 'The product it is about: tickets about it come first.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The customer: its own tickets count a little more.' })
  customerId?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many; default 5, at most 20.' })
  first?: number | null;
}

@ArgsType()
export class SimilarTicketsArguments {
  @Field(() => Int, { nullable: true, description: 'How many; default 5, at most 20.' })
  first?: number | null;
}
