import { randomUUID } from 'node:crypto';
import { createApiKey, type CreateApiKeyInput } from '../../src/services/access/api-keys.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { requestContext } from '../../src/services/context.ts';
import type { Database } from '../../src/shared/database.ts';

/** Creates a key as the installation itself would. `id` is the raw uuid. */
export async function createKey(
  db: Database,
  input: Partial<CreateApiKeyInput> = {},
): Promise<{ id: string; key: string }> {
  const { id, key } = await createApiKey(requestContext(db, systemViewer('test')), {
    name: 'A key',
    scopes: ['customers:read'],
    ...input,
  });
  if (!key) throw new Error('The key is shown once, and this was not the first time.');
  return { id, key };
}

export async function addAgent(db: Database, name = 'Anna Albers'): Promise<string> {
  return add(db, 'insert into agent (id, name) values ($1, $2)', name);
}

export async function addPartner(db: Database, name = `Partner ${randomUUID()}`): Promise<string> {
  return add(db, 'insert into partner (id, name) values ($1, $2)', name);
}

export async function addCustomer(
  db: Database,
  { name = 'Muster GmbH', partnerId = null }: { name?: string; partnerId?: string | null } = {},
): Promise<string> {
  const id = await add(
    db,
    `insert into customer (id, name, addresses, phones, emails, tags) values ($1, $2, '[]', '[]', '[]', '{}')`,
    name,
  );
  await db.query('update customer set partner_id = $2 where id = $1', [id, partnerId]);
  return id;
}

async function add(db: Database, statement: string, name: string): Promise<string> {
  const id = randomUUID();
  await db.query(statement, [id, name]);
  return id;
}
