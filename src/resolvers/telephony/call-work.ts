import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Interaction } from '../../entities/interactions/interaction.ts';
import { Agent } from '../../entities/people/agent.ts';
import { CallNote } from '../../entities/telephony/call-note.ts';
import { Call } from '../../entities/telephony/call.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { DateTime } from '../../shared/scalars.ts';
import {
  AddCallNoteInput,
  CallPayload,
  CallTaskPayload,
  CallTicketPayload,
  CreateTaskFromCallInput,
  MissedCallsArguments,
  OpenTicketFromCallInput,
  ResolveMissedCallInput,
  SetCallOutcomeInput,
} from '../../schema/telephony/call-work.ts';
import { CallConnection } from '../../schema/telephony/lists.ts';
import { type InteractionRow, loadInteraction } from '../../services/interactions/interactions.ts';
import { loadAgent } from '../../services/people/agents.ts';
import {
  addCallNote,
  type CallNoteRow,
  loadCallNotes,
  setCallOutcome,
} from '../../services/telephony/call-notes.ts';
import { outcomeOf } from '../../services/telephony/caller-of-call.ts';
import { type CallRow, loadCall } from '../../services/telephony/calls.ts';
import { listMissedCalls, resolveMissedCall } from '../../services/telephony/missed-calls.ts';
import { createTaskFromCall, openTicketFromCall } from '../../services/telephony/work-from-call.ts';
import { loadTicket, type TicketRow } from '../../services/tickets/tickets.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Call)
export class CallWorkResolver {
  @FieldResolver(() => [CallNote], {
    description:
      'What our people noted during the call and after it, oldest first; none for partners and customers.',
  })
  notes(@Root() call: CallRow, @Ctx() context: GraphQLContext) {
    return loadCallNotes(context, call.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What came of it, in a few words; null: nothing noted, and for partners and customers.',
  })
  outcome(@Root() call: CallRow, @Ctx() context: GraphQLContext) {
    return outcomeOf(context, call);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      'Missed calls: when somebody talked with that number after all, or settled it; null: not yet.',
  })
  resolvedAt(@Root() call: CallRow) {
    return call.resolvedAt;
  }

  @FieldResolver(() => Call, {
    nullable: true,
    description: 'Missed calls: the conversation that settled it.',
  })
  resolvedBy(@Root() call: CallRow, @Ctx() context: GraphQLContext) {
    return loadCall(context, call.resolvedByCallId);
  }

  @Extensions({ scope: 'calls:read' })
  @Query(() => CallConnection, {
    description:
      'Calls from outside that nobody answered and nobody has returned yet, newest first. Any later conversation with ' +
      'that number settles them, whoever called whom; `resolveMissedCall` does so by hand.',
  })
  missedCalls(@Ctx() context: GraphQLContext, @Args(() => MissedCallsArguments) args: MissedCallsArguments) {
    return listMissedCalls(context, args);
  }

  @Extensions({ scope: 'calls:write' })
  @Mutation(() => CallPayload, { description: 'Notes something on a call, while it goes on or later.' })
  addCallNote(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => AddCallNoteInput, { description: 'The note.' }) input: AddCallNoteInput,
  ) {
    return answer(async () => ({ call: await loadCall(context, (await addCallNote(context, input)).id) }));
  }

  @Extensions({ scope: 'calls:write' })
  @Mutation(() => CallPayload, { description: 'Says what came of a call.' })
  setCallOutcome(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SetCallOutcomeInput, { description: 'The outcome.' }) input: SetCallOutcomeInput,
  ) {
    return answer(async () => ({ call: await loadCall(context, (await setCallOutcome(context, input)).id) }));
  }

  @Extensions({ scope: 'calls:write' })
  @Mutation(() => CallPayload, {
    description:
      'Settles a missed call by hand, or puts it back on the list. Any other call is refused with NOT_ALLOWED.',
  })
  resolveMissedCall(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => ResolveMissedCallInput, { description: 'Which call.' }) input: ResolveMissedCallInput,
  ) {
    return answer(async () => ({
      call: await loadCall(context, (await resolveMissedCall(context, input)).id),
    }));
  }

  @Extensions({ scope: ['calls:write', 'interactions:write'] })
  @Mutation(() => CallTaskPayload, { description: "Makes a task of a call, for the caller's customer." })
  createTaskFromCall(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateTaskFromCallInput, { description: 'The task.' }) input: CreateTaskFromCallInput,
  ) {
    return answer(async () => {
      const { id } = await createTaskFromCall(context, input);
      const [call, task] = [
        loadCall(context, decodeIdOf('Call', input.callId)),
        loadInteraction(context, id),
      ];
      return { call: await call, task: await task };
    });
  }

  @Extensions({ scope: ['calls:write', 'tickets:write'] })
  @Mutation(() => CallTicketPayload, {
    description: "Opens a ticket from a call, for the caller's customer.",
  })
  openTicketFromCall(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => OpenTicketFromCallInput, { description: 'The ticket.' })
    input: OpenTicketFromCallInput,
  ) {
    return answer(async () => {
      const { id } = await openTicketFromCall(context, input);
      const [call, ticket] = [loadCall(context, decodeIdOf('Call', input.callId)), loadTicket(context, id)];
      return { call: await call, ticket: await ticket };
    });
  }
}

@Resolver(() => CallNote)
export class CallNoteResolver {
  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, { nullable: true, description: 'Who wrote it; null: a service.' })
  agent(@Root() note: CallNoteRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, note.agentId);
  }
}

@Resolver(() => Interaction)
export class InteractionCallResolver {
  @Extensions({ scope: 'calls:read' })
  @FieldResolver(() => Call, { nullable: true, description: 'The call it came of, if any.' })
  call(@Root() interaction: InteractionRow, @Ctx() context: GraphQLContext) {
    return loadCall(context, interaction.callId);
  }
}

@Resolver(() => Ticket)
export class TicketCallResolver {
  @Extensions({ scope: 'calls:read' })
  @FieldResolver(() => Call, { nullable: true, description: 'The call it was opened from, if any.' })
  call(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadCall(context, ticket.callId);
  }
}
