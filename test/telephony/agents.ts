import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';

/** Ada (21), Bob (22) and Cleo (23), who are the team Support (20); raw uuids by name. */
export async function insertAgents(db: Database): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const [name, extension] of [
    ['Ada', '21'],
    ['Bob', '22'],
    ['Cleo', '23'],
  ] as const) {
    ids[name] = newId();
    await db.query(
      `insert into agent (id, version, created_at, updated_at, name, email, extension, active)
       values ($1, 1, now(), now(), $2, $3, $4, true)`,
      [ids[name], name, `${name.toLowerCase()}@example.com`, extension],
    );
  }
  ids['Support'] = newId();
  await db.query(
    `insert into team (id, version, created_at, updated_at, name, extension, active)
     values ($1, 1, now(), now(), 'Support', '20', true)`,
    [ids['Support']],
  );
  return ids;
}
