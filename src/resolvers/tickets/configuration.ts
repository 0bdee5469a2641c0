import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ComplaintCause } from '../../entities/tickets/complaint-cause.ts';
import { TicketCategory } from '../../entities/tickets/ticket-category.ts';
import { TicketNumbering } from '../../entities/tickets/ticket-numbering.ts';
import { TicketStatus } from '../../entities/tickets/ticket-status.ts';
import {
  ComplaintCausePayload,
  CreateTaxonomyInput,
  CreateTicketStatusInput,
  SetTicketNumberingInput,
  TicketCategoryPayload,
  TicketNumberingPayload,
  TicketStatusPayload,
  UpdateTaxonomyInput,
  UpdateTicketStatusInput,
} from '../../schema/tickets/configuration.ts';
import {
  listComplaintCauses,
  listTicketCategories,
  listTicketStatuses,
  loadComplaintCause,
  loadTicketCategory,
  loadTicketNumbering,
  loadTicketStatus,
  pathOf,
  type TaxonomyRow,
} from '../../services/tickets/taxonomies.ts';
import { setTicketNumbering } from '../../services/tickets/write-numbering.ts';
import { createTicketStatus, updateTicketStatus } from '../../services/tickets/write-status.ts';
import {
  createComplaintCause,
  createTicketCategory,
  updateComplaintCause,
  updateTicketCategory,
} from '../../services/tickets/write-taxonomy.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver()
export class TicketStatusResolver {
  @Extensions({ scope: 'tickets:read' })
  @Query(() => [TicketStatus], {
    description: 'All statuses that tickets can have, by their place; those no longer used at the end.',
  })
  ticketStatuses(@Ctx() context: GraphQLContext) {
    return listTicketStatuses(context);
  }

  @Extensions({ scope: 'tickets:read' })
  @Query(() => TicketNumbering, { description: 'How tickets are numbered.' })
  ticketNumbering(@Ctx() context: GraphQLContext) {
    return loadTicketNumbering(context);
  }

  @Extensions({ scope: 'tickets:admin' })
  @Mutation(() => TicketStatusPayload, { description: 'Adds a status for one of the canonical states.' })
  createTicketStatus(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateTicketStatusInput, { description: 'The status.' })
    input: CreateTicketStatusInput,
  ) {
    return answer(async () => ({
      ticketStatus: await loadTicketStatus(context, (await createTicketStatus(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:admin' })
  @Mutation(() => TicketStatusPayload, { description: 'Changes a status: what is omitted stays.' })
  updateTicketStatus(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateTicketStatusInput, { description: 'What to change.' })
    input: UpdateTicketStatusInput,
  ) {
    return answer(async () => ({
      ticketStatus: await loadTicketStatus(context, (await updateTicketStatus(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:admin' })
  @Mutation(() => TicketNumberingPayload, { description: 'Says how tickets to come are numbered.' })
  setTicketNumbering(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SetTicketNumberingInput, { description: 'The pattern.' })
    input: SetTicketNumberingInput,
  ) {
    return answer(async () => ({
      ticketNumbering: await loadTicketNumbering(context, (await setTicketNumbering(context, input)).id),
    }));
  }
}

@Resolver(() => TicketCategory)
export class TicketCategoryResolver {
  @Extensions({ scope: 'tickets:read' })
  @Query(() => [TicketCategory], { description: 'All categories of tickets and articles, by name.' })
  ticketCategories(@Ctx() context: GraphQLContext) {
    return listTicketCategories(context);
  }

  @FieldResolver(() => TicketCategory, { nullable: true, description: 'The one above it; null: at the top.' })
  parent(@Root() category: TaxonomyRow, @Ctx() context: GraphQLContext) {
    return loadTicketCategory(context, category.parentId);
  }

  @FieldResolver(() => [TicketCategory], { description: 'From the top of the tree down to itself.' })
  path(@Root() category: TaxonomyRow, @Ctx() context: GraphQLContext) {
    return pathOf(context, category);
  }

  @Extensions({ scope: 'tickets:admin' })
  @Mutation(() => TicketCategoryPayload, { description: 'Adds a category.' })
  createTicketCategory(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateTaxonomyInput, { description: 'The category.' }) input: CreateTaxonomyInput,
  ) {
    return answer(async () => ({
      ticketCategory: await loadTicketCategory(context, (await createTicketCategory(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:admin' })
  @Mutation(() => TicketCategoryPayload, { description: 'Changes a category: what is omitted stays.' })
  updateTicketCategory(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateTaxonomyInput, { description: 'What to change.' }) input: UpdateTaxonomyInput,
  ) {
    return answer(async () => ({
      ticketCategory: await loadTicketCategory(context, (await updateTicketCategory(context, input)).id),
    }));
  }
}

@Resolver(() => ComplaintCause)
export class ComplaintCauseResolver {
  @Extensions({ scope: 'tickets:read' })
  @Query(() => [ComplaintCause], {
    description: 'All causes of complaints, by name; none for partners and customers.',
  })
  complaintCauses(@Ctx() context: GraphQLContext) {
    return listComplaintCauses(context);
  }

  @FieldResolver(() => ComplaintCause, { nullable: true, description: 'The one above it; null: at the top.' })
  parent(@Root() cause: TaxonomyRow, @Ctx() context: GraphQLContext) {
    return loadComplaintCause(context, cause.parentId);
  }

  @FieldResolver(() => [ComplaintCause], { description: 'From the top of the tree down to itself.' })
  path(@Root() cause: TaxonomyRow, @Ctx() context: GraphQLContext) {
    return pathOf(context, cause);
  }

  @Extensions({ scope: 'tickets:admin' })
  @Mutation(() => ComplaintCausePayload, { description: 'Adds a cause.' })
  createComplaintCause(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateTaxonomyInput, { description: 'The cause.' }) input: CreateTaxonomyInput,
  ) {
    return answer(async () => ({
      complaintCause: await loadComplaintCause(context, (await createComplaintCause(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:admin' })
  @Mutation(() => ComplaintCausePayload, { description: 'Changes a cause: what is omitted stays.' })
  updateComplaintCause(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateTaxonomyInput, { description: 'What to change.' }) input: UpdateTaxonomyInput,
  ) {
    return answer(async () => ({
      complaintCause: await loadComplaintCause(context, (await updateComplaintCause(context, input)).id),
    }));
  }
}
