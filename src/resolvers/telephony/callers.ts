import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Contact } from '../../entities/customers/contact.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Call } from '../../entities/telephony/call.ts';
import {
  AssignCallerInput,
  AssignCallerPayload,
  Caller,
  CallerCandidate,
  RecogniseNumberArguments,
  RecognisedNumber,
  UnassignCallerInput,
} from '../../schema/telephony/callers.ts';
import { loadContact } from '../../services/customers/contacts.ts';
import { loadCustomer } from '../../services/customers/customers.ts';
import { type Assigned, assignCaller, unassignCaller } from '../../services/telephony/assign-caller.ts';
import { type CallRow, loadCall } from '../../services/telephony/calls.ts';
import { callerOf, candidatesOf } from '../../services/telephony/caller-of-call.ts';
import { recogniseNumber } from '../../services/telephony/recognise.ts';
import type { CertainCaller } from '../../services/telephony/recognition/certain-caller.ts';
import type { Candidate } from '../../services/telephony/recognition/rank.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Call)
export class CallCallerResolver {
  @FieldResolver(() => [CallerCandidate], {
    description:
      'Everybody the other party may be by the number, the likeliest first; nobody where it is withheld. Whom to ' +
      'believe is for the agent to decide: `assignCaller`.',
  })
  callerCandidates(@Root() call: CallRow, @Ctx() context: GraphQLContext) {
    return candidatesOf(context, call);
  }

  @FieldResolver(() => Caller, {
    nullable: true,
    description:
      'Who the other party is, where that is beyond doubt or somebody decided it; null: not known.',
  })
  caller(@Root() call: CallRow) {
    return callerOf(call);
  }

  @Extensions({ scope: 'calls:write' })
  @Mutation(() => AssignCallerPayload, {
    description:
      'Decides who the other party of a call is. The number is theirs from then on (`learn`), and earlier calls of it ' +
      'that nobody was known for go with it. The last word counts: say it again to correct it.',
  })
  assignCaller(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => AssignCallerInput, { description: 'Who it is.' }) input: AssignCallerInput,
  ) {
    return answer(async () => this.show(context, await assignCaller(context, input)));
  }

  @Extensions({ scope: 'calls:write' })
  @Mutation(() => AssignCallerPayload, {
    description: 'Takes back who the other party of a call is: it is not known, and the number is forgotten.',
  })
  unassignCaller(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UnassignCallerInput, { description: 'Of which call.' }) input: UnassignCallerInput,
  ) {
    return answer(async () => this.show(context, await unassignCaller(context, input)));
  }

  private async show(context: GraphQLContext, { id, alsoChanged }: Assigned) {
    const others = await Promise.all(alsoChanged.ids.map((each) => loadCall(context, each)));
    return {
      call: await loadCall(context, id),
      alsoChanged: others.filter((each) => each !== null),
      alsoChangedCount: alsoChanged.count,
    };
  }
}

@Resolver(() => CallerCandidate)
export class CallerCandidateResolver {
  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Customer, { description: 'The customer.' })
  customer(@Root() candidate: Candidate, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, candidate.customerId);
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Contact, { nullable: true, description: 'Who at the customer; null: anybody.' })
  contact(@Root() candidate: Candidate, @Ctx() context: GraphQLContext) {
    return loadContact(context, candidate.contactId);
  }
}

@Resolver(() => Caller)
export class CallerResolver {
  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Customer, { description: 'The customer.' })
  customer(@Root() caller: CertainCaller, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, caller.customerId);
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Contact, { nullable: true, description: 'Who at the customer; null: not known.' })
  contact(@Root() caller: CertainCaller, @Ctx() context: GraphQLContext) {
    return loadContact(context, caller.contactId);
  }
}

@Resolver(() => RecognisedNumber)
export class RecognisedNumberResolver {
  @Extensions({ scope: 'calls:read' })
  @Query(() => RecognisedNumber, {
    description: 'Who has a telephone number, as a call from it would show: for applications that dial.',
  })
  recogniseNumber(
    @Ctx() context: GraphQLContext,
    @Args(() => RecogniseNumberArguments) question: RecogniseNumberArguments,
  ) {
    return recogniseNumber(context, question);
  }

  @FieldResolver(() => Caller, {
    nullable: true,
    description: 'Who has it beyond doubt; null: nobody can tell.',
  })
  caller(@Root() { caller }: { caller: CertainCaller | null }) {
    return caller && { ...caller, status: 'CERTAIN' };
  }
}
