import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Complaint } from '../../entities/tickets/complaint.ts';
import { ComplaintCause } from '../../entities/tickets/complaint-cause.ts';
import { TicketPayload } from '../../schema/tickets/payloads.ts';
import { UpdateComplaintInput } from '../../schema/tickets/special-inputs.ts';
import { loadComplaintCause } from '../../services/tickets/taxonomies.ts';
import { internalCostOf } from '../../services/tickets/ticket-entries.ts';
import { type ComplaintRow, loadTicket } from '../../services/tickets/tickets.ts';
import { updateComplaint } from '../../services/tickets/update-complaint.ts';
import { Money } from '../../shared/money.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Complaint)
export class ComplaintResolver {
  @FieldResolver(() => ComplaintCause, {
    nullable: true,
    description: 'Why it happened; null: not established yet, and for partners and customers.',
  })
  cause(@Root() complaint: ComplaintRow, @Ctx() context: GraphQLContext) {
    return loadComplaintCause(context, complaint.causeId);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What it costs us, as we estimate it (what was spent stands in `costs`); null: not estimated, and for partners and customers.',
  })
  cost(@Root() complaint: ComplaintRow, @Ctx() context: GraphQLContext) {
    return internalCostOf(context, complaint);
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'Changes what only complaints have. Own people and services only.',
  })
  updateComplaint(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateComplaintInput, { description: 'What to change.' })
    input: UpdateComplaintInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await updateComplaint(context, input)).id),
    }));
  }
}
