import { decideSuggestion } from '../../src/services/tickets/decide-suggestion.ts';
import { listComplaintCauses, pathOf } from '../../src/services/tickets/taxonomies.ts';
import { internalCostOf } from '../../src/services/tickets/ticket-entries.ts';
import { countVotesOf, listVotersOf } from '../../src/services/tickets/ticket-votes.ts';
import type { ComplaintRow } from '../../src/services/tickets/tickets.ts';
import { updateComplaint } from '../../src/services/tickets/update-complaint.ts';
import { voteForSuggestion, withdrawVote } from '../../src/services/tickets/vote.ts';
import { createComplaintCause, updateComplaintCause } from '../../src/services/tickets/write-taxonomy.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { addCustomer, changedBy, eventsAbout, open, type OpenedTicket, read } from './support.ts';

let db: TestDatabase;
let customer: string;
beforeAll(async () => {
  db = await testDatabase();
  customer = await addCustomer(db);
});
afterAll(() => db.drop());

describe('a complaint', () => {
  let complaint: OpenedTicket;
  beforeEach(async () => {
    complaint = await open(asSystem(db), customer, { type: 'COMPLAINT' });
  });
  const addCause = async (name: string, parentId?: string) =>
    encodeId('ComplaintCause', (await createComplaintCause(asSystem(db), { name, parentId })).id);

  it('comes to its cause, defect, remedy, compensation and cost one by one', async () => {
    const { globalId: id } = complaint;
    const causeId = await addCause('Transport');
    await updateComplaint(asSystem(db), { id, defect: 'Dented' });
    await updateComplaint(asSystem(db), { id, causeId, remedy: 'A new cover' });
    await updateComplaint(asSystem(db), {
      id,
      compensation: { amount: '50.00', currency: 'EUR' },
      cost: { amount: '120.5', currency: 'EUR' },
    });
    const row = (await read(db, complaint)) as ComplaintRow;
    expect(row).toMatchObject({
      defect: 'Dented',
      remedy: 'A new cover',
      compensation: { amount: '50.00', currency: 'EUR' },
    });
    expect(internalCostOf(asSystem(db), row)).toEqual({ amount: '120.5', currency: 'EUR' });
    await updateComplaint(asSystem(db), { id, compensation: null });
    expect(await read(db, complaint)).toMatchObject({ compensation: null, defect: 'Dented' });
  });

  it('takes no negative amounts, and no cause that is out of use', async () => {
    const { globalId: id } = complaint;
    const causeId = await addCause('Acts of God');
    await updateComplaintCause(asSystem(db), { id: causeId, active: false });
    await expect(updateComplaint(asSystem(db), { id, causeId })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      field: ['causeId'],
    });
    const cost = { amount: '-1', currency: 'EUR' };
    await expect(updateComplaint(asSystem(db), { id, cost })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['cost', 'amount'],
    });
  });

  it('is the only kind of ticket that has these', async () => {
    const { globalId: id } = await open(asSystem(db), customer);
    await expect(updateComplaint(asSystem(db), { id, defect: 'Dented' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it('has a cause with a path, in a tree without circles', async () => {
    const material = await addCause('Material');
    const below = await addCause('Steel', material);
    const all = await listComplaintCauses(asSystem(db));
    const entry = all.find(({ name }) => name === 'Steel');
    const path = entry ? await pathOf(asSystem(db), entry) : [];
    expect(path.map(({ name }) => name)).toEqual(['Material', 'Steel']);
    await expect(updateComplaintCause(asSystem(db), { id: material, parentId: below })).rejects.toMatchObject(
      { code: 'NOT_ALLOWED', field: ['parentId'] },
    );
    await expect(addCause('steel', material)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['name'],
    });
  });
});

describe('a suggestion', () => {
  let suggestion: OpenedTicket;
  beforeEach(async () => {
    suggestion = await open(asSystem(db), customer, { type: 'SUGGESTION' });
  });
  const vote = (voter: string) =>
    voteForSuggestion(asSystem(db), { id: suggestion.globalId, customerId: encodeId('Customer', voter) });

  it('counts each customer once, until the vote is taken back', async () => {
    const other = await addCustomer(db, { name: 'Other GmbH' });
    await vote(other);
    await vote(other);
    await vote(customer);
    expect(await countVotesOf(asSystem(db), suggestion.id)).toBe(2);
    await withdrawVote(asSystem(db), {
      id: suggestion.globalId,
      customerId: encodeId('Customer', other),
    });
    expect(await countVotesOf(asSystem(db), suggestion.id)).toBe(1);
    expect(await changedBy(db, suggestion.id, 'ticket.voted')).toEqual([['votes'], ['votes'], ['votes']]);
  });

  it('shows its own customer how many want it, not who', async () => {
    await vote(await addCustomer(db));
    await vote(customer);
    const context = asCustomer(db, customer);
    expect(await countVotesOf(context, suggestion.id)).toBe(2);
    const voters = await listVotersOf(context, suggestion.id, {});
    expect(voters.nodes.map(({ id }) => id)).toEqual([customer]);
    expect(await voters.countTotal()).toBe(1);
  });

  it('comes to an outcome with its reason', async () => {
    const { globalId: id } = suggestion;
    await decideSuggestion(asSystem(db), { id, outcome: 'ACCEPTED', reason: 'Next year' });
    expect(await read(db, suggestion)).toMatchObject({ outcome: 'ACCEPTED', outcomeReason: 'Next year' });
    await expect(
      decideSuggestion(asSystem(db), { id, outcome: 'DECLINED', reason: ' ' }),
    ).rejects.toMatchObject({ code: 'INVALID', field: ['reason'] });
    expect(await eventsAbout(db, suggestion.id)).toEqual(['ticket.created', 'ticket.outcome_decided']);
    await decideSuggestion(asSystem(db), { id, outcome: 'ACCEPTED', reason: 'In spring' });
    expect(await changedBy(db, suggestion.id, 'ticket.outcome_decided')).toEqual([
      ['outcome', 'outcomeReason'],
      ['outcomeReason'],
    ]);
  });

  it('is the only kind of ticket that is voted for', async () => {
    const { globalId: id } = await open(asSystem(db), customer);
    const customerId = encodeId('Customer', customer);
    await expect(voteForSuggestion(asSystem(db), { id, customerId })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });
});
