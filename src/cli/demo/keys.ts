import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { createApiKey } from '../../services/access/api-keys.ts';
import { authenticate } from '../../services/access/authenticate.ts';
import { CredentialError } from '../../services/access/credential-error.ts';
import { scopes, scopesForOutsiders } from '../../services/access/scopes.ts';
import type { RequestContext } from '../../services/context.ts';
import { errorCode } from '../../shared/error-code.ts';
import type { DemoPeople } from './people.ts';

const keysSchema = z.object({
  staff: z.string(),
  service: z.string(),
  partner: z.string(),
  customer: z.string(),
});
export type DemoKeys = z.output<typeof keysSchema>;

export function demoKeysFile(dataDir: string): string {
  return path.join(dataDir, 'demo-keys.json');
}

/** The keys of an earlier start, if this database still knows all of them, and they may all that there is today. */
export async function readDemoKeys(context: RequestContext, dataDir: string): Promise<DemoKeys | null> {
  const text = await readFile(demoKeysFile(dataDir), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  const keys = text === null ? null : keysSchema.parse(JSON.parse(text));
  if (!keys) return null;
  const good = await Promise.all(Object.values(keys).map((key) => isGood(context, key)));
  return good.every(Boolean) ? keys : null;
}

/** One key of each kind of viewer, written where programs find them. */
export async function createDemoKeys(
  context: RequestContext,
  people: DemoPeople,
  dataDir: string,
): Promise<DemoKeys> {
  const create = async (
    name: string,
    owner: { agentId?: string; partnerId?: string; customerId?: string },
  ) => {
    const { key } = await createApiKey(context, { name: `Demo: ${name}`, scopes: ['all'], ...owner });
    if (key === null) throw new Error(`The demo's key for ${name} was created before and is lost.`);
    return key;
  };
  const keys: DemoKeys = {
    staff: await create('staff', { agentId: people.agentId }),
    service: await create('service app', {}),
    partner: await create('partner', { partnerId: people.partnerId }),
    customer: await create('customer', { customerId: people.customerId }),
  };
  const file = demoKeysFile(dataDir);
  await writeFile(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return keys;
}

async function isGood({ db }: RequestContext, key: string): Promise<boolean> {
  try {
    const viewer = await authenticate(db, `Bearer ${key}`);
    if (!viewer) return false;
    const wanted = viewer.reach.kind === 'ALL' ? Object.keys(scopes) : [...scopesForOutsiders];
    return wanted.every((scope) => viewer.scopes.has(scope));
  } catch (error) {
    if (error instanceof CredentialError) return false;
    throw error;
  }
}
