import { createContact } from '../../src/services/customers/write-contact.ts';
import { createCustomer } from '../../src/services/customers/write-customer.ts';
import { listInteractions, loadInteraction } from '../../src/services/interactions/interactions.ts';
import {
  completeInteraction,
  recordInteraction,
  updateInteraction,
} from '../../src/services/interactions/write-interaction.ts';
import { createAgent } from '../../src/services/people/write-agent.ts';
import { decodeIdOf, encodeId, newId } from '../../src/shared/ids.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { asCustomer, asPartner, asSystem } from '../support/viewers.ts';

describe('the contact history', () => {
  let db: TestDatabase;
  let customerId: string;
  beforeAll(async () => {
    db = await testDatabase();
    customerId = await someCustomer();
  });
  afterAll(() => db.drop());

  async function someCustomer(): Promise<string> {
    return encodeId('Customer', (await createCustomer(asSystem(db), { name: 'Muster GmbH' })).id);
  }
  async function record(input: Partial<Parameters<typeof recordInteraction>[1]> = {}) {
    const { id } = await recordInteraction(asSystem(db), {
      customerId,
      kind: 'NOTE',
      subject: 'Notiz',
      ...input,
    });
    return { id, globalId: encodeId('Interaction', id) };
  }

  it('records what happened now unless told when', async () => {
    const before = Date.now();
    const { id } = await record();
    const interaction = await loadInteraction(asSystem(db), id);
    expect(Date.parse(interaction?.happenedAt ?? '')).toBeGreaterThanOrEqual(before - 1);
  });

  it('keeps a follow-up open until it is completed', async () => {
    const { id, globalId } = await record({
      kind: 'TASK',
      subject: 'Nachfassen',
      dueAt: new Date('2026-12-01T09:00:00Z'),
    });
    const open = async () =>
      (await listInteractions(asSystem(db), { filter: { open: true } })).nodes.map(
        (interaction) => interaction.id,
      );
    expect(await open()).toEqual([id]);
    await completeInteraction(asSystem(db), { id: globalId });
    expect(await open()).toEqual([]);
  });

  it('completes a task once: completing it again announces nothing', async () => {
    const { id, globalId } = await record({ kind: 'TASK' });
    await completeInteraction(asSystem(db), { id: globalId });
    await completeInteraction(asSystem(db), { id: globalId });
    expect(
      await db.query(`select 1 from event_inbox where subject_id = $1 and type = 'interaction.completed'`, [
        id,
      ]),
    ).toHaveLength(1);
  });

  it('opens a completed task again', async () => {
    const { id, globalId } = await record({ kind: 'TASK' });
    await completeInteraction(asSystem(db), { id: globalId });
    await completeInteraction(asSystem(db), { id: globalId, completed: false });
    expect((await loadInteraction(asSystem(db), id))?.completedAt).toBeNull();
  });

  it('does not complete a note', async () => {
    const { globalId } = await record();
    await expect(completeInteraction(asSystem(db), { id: globalId })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it('gives no note a due date', async () => {
    await expect(record({ dueAt: new Date() })).rejects.toMatchObject({ code: 'INVALID', field: ['dueAt'] });
  });

  it('refuses a contact of another customer', async () => {
    const other = await someCustomer();
    const contact = await createContact(asSystem(db), { customerId: other, name: 'Fremd' });
    await expect(record({ contactId: encodeId('Contact', contact.id) })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['contactId'],
    });
  });

  it('refuses an attachment that is no web address', async () => {
    await expect(
      record({ attachments: [{ fileName: 'a.pdf', url: 'javascript:alert(1)' }] }),
    ).rejects.toMatchObject({ code: 'INVALID', field: ['attachments', '0', 'url'] });
  });

  it('refuses a document that is not of this customer', async () => {
    await expect(record({ documentId: encodeId('Invoice', newId()) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['documentId'],
    });
  });

  it('names changed fields without the text of the entry', async () => {
    const { id, globalId } = await record({ kind: 'CALL', body: 'Geheim' });
    await updateInteraction(asSystem(db), { id: globalId, body: 'Sehr geheim' });
    const [event] = await db.query<{ data: unknown }>(
      `select data from event_inbox where subject_id = $1 and type = 'interaction.updated'`,
      [id],
    );
    expect(event?.data).toEqual({ kind: 'CALL', changed: ['body'], personal: ['body'] });
  });

  describe('for a partner or customer', () => {
    const outsider = (keyId = newId()) => {
      const context = asCustomer(db, decodeIdOf('Customer', customerId) ?? '');
      return { ...context, viewer: { ...context.viewer, keyId } };
    };

    it('takes no word on who of us it was', async () => {
      const agent = await createAgent(asSystem(db), { name: 'Jana Petersen' });
      const forged = recordInteraction(outsider(), {
        customerId,
        kind: 'NOTE',
        subject: 'Zugesagt: 90 % Rabatt',
        agentId: encodeId('Agent', agent.id),
      });
      await expect(forged).rejects.toMatchObject({ code: 'FORBIDDEN', field: ['agentId'] });
    });

    it('cannot be rewritten or completed', async () => {
      const { globalId } = await record({ kind: 'TASK', internal: false });
      const change = updateInteraction(outsider(), { id: globalId, subject: 'Anders' });
      await expect(change).rejects.toMatchObject({ code: 'FORBIDDEN', field: ['id'] });
      await expect(completeInteraction(outsider(), { id: globalId })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    });

    it('can be corrected where the same credential has recorded it', async () => {
      const own = outsider();
      const { id } = await recordInteraction(own, { customerId, kind: 'MESSAGE', subject: 'Frage' });
      await updateInteraction(own, { id: encodeId('Interaction', id), subject: 'Frage zur Lieferung' });
      expect((await loadInteraction(asSystem(db), id))?.subject).toBe('Frage zur Lieferung');
    });
  });

  it('records nothing for a customer out of reach, whether named by id or by reference', async () => {
    const outsider = asPartner(db, newId());
    const named = recordInteraction(outsider, { customerId, kind: 'NOTE', subject: 'x' });
    await expect(named).rejects.toMatchObject({ code: 'NOT_FOUND', field: ['customerId'] });
    const referenced = recordInteraction(outsider, {
      customerReference: { integration: 'erp', externalId: '1' },
      kind: 'NOTE',
      subject: 'x',
    });
    await expect(referenced).rejects.toMatchObject({ code: 'NOT_FOUND', field: ['customerReference'] });
  });
});
