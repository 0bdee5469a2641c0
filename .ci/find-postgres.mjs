// Prints the URL of the PostgreSQL on 127.0.0.1:5432 under which tests may create databases; nothing if there is none.
import { userInfo } from 'node:os';
import pg from 'pg';

const users = ['postgres', 'postgres:postgres', userInfo().username];

for (const user of users) {
  const url = `postgres://${user}@127.0.0.1:5432/postgres`;
  if (await mayCreateDatabases(url)) {
    console.log(url);
    break;
  }
}

async function mayCreateDatabases(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    const { rows } = await client.query(
      'select rolsuper or rolcreatedb as may from pg_roles where rolname = current_user',
    );
    return rows[0]?.may === true;
  } catch (error) {
    console.error(`${url.replace(/:[^:@/]+@/, ':…@')}: ${error.message}`);
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
