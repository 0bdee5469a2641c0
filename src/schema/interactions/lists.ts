import { ArgsType, Extensions, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Direction, InteractionKind } from '../../entities/interactions/enums.ts';
import { Interaction } from '../../entities/interactions/interaction.ts';
import { DateTime } from '../../shared/scalars.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';
import { Payload } from '../user-error.ts';

export const InteractionConnection = connectionOf('Interaction', () => Interaction, 'interactions:read');

@InputType({ description: 'Which entries of the contact history; conditions are joined with AND.' })
export class InteractionFilterInput {
  @Field(() => [InteractionKind], { nullable: true, description: 'One of these kinds.' })
  kinds?: InteractionKind[] | null;

  @Field(() => Direction, { nullable: true, description: 'Started by the customer, or by us.' })
  direction?: Direction | null;

  @Field(() => ID, { nullable: true, description: 'Of this agent.' })
  agentId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Happened at or after.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Happened before.' })
  until?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: due and not completed (open follow-ups); `false`: the others.',
  })
  open?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Due before.' })
  dueBefore?: Date | null;
}

export const InteractionOrderField = { HAPPENED_AT: 'HAPPENED_AT', DUE_AT: 'DUE_AT' } as const;
export type InteractionOrderField = (typeof InteractionOrderField)[keyof typeof InteractionOrderField];
registerEnumType(InteractionOrderField, {
  name: 'InteractionOrderField',
  description: 'What entries of the contact history are ordered by.',
  valuesConfig: { DUE_AT: { description: 'Entries without a due date count as due last.' } },
});

@InputType({ description: 'Order of entries of the contact history.' })
export class InteractionOrder {
  @Field(() => InteractionOrderField, { description: 'By what.' })
  field!: InteractionOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@ArgsType()
export class InteractionsArguments extends ConnectionArguments {
  @Field(() => InteractionFilterInput, { nullable: true, description: 'Which entries; all if omitted.' })
  filter?: InteractionFilterInput | null;

  @Field(() => InteractionOrder, { nullable: true, description: 'Newest first if omitted.' })
  orderBy?: InteractionOrder | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of a change of the contact history.', simpleResolvers: true })
export class InteractionPayload extends Payload {
  @Extensions({ scope: 'interactions:read' })
  @Field(() => Interaction, { nullable: true, description: 'The entry as it is now; null if refused.' })
  interaction?: object | null;
}
