import type { Queryable } from '../../shared/database.ts';
import { PluginCallError } from './plugin-error.ts';
import type { StreamDescription } from './sync.ts';

export interface StoredCursor {
  readonly cursor: unknown;
  readonly cursorVersion: number;
}

/** Where the pulling of a stream goes on; refuses a cursor that the plugin, as it is installed now, cannot read. */
export async function readCursor(
  db: Queryable,
  integration: { readonly id: string; readonly name: string },
  stream: StreamDescription,
): Promise<StoredCursor> {
  const [row] = await db.query<{ cursor: unknown; version: number; plugin_version: string | null }>(
    `select cursor, cursor_version as version, cursor_plugin_version as plugin_version
       from integration_stream where integration_id = $1 and name = $2`,
    [integration.id, stream.name],
  );
  if (row == null || row.cursor === null) return { cursor: null, cursorVersion: stream.cursorVersion };
  const { cursor, version, plugin_version: writer } = row;
  const given = `Stream "${stream.name}" stands at a cursor of version ${version}${writer ? `, from version ${writer} of the plugin` : ''}`;
  const reset = `kontor integration reset ${integration.name} --stream ${stream.name}`;
  if (version > stream.cursorVersion) {
    throw new PluginCallError(
      `${given}; the plugin as it is now knows cursors up to version ${stream.cursorVersion}. ` +
        `Install the newer plugin again, or pull the stream from its beginning: ${reset}`,
    );
  }
  if (version < stream.cursorVersion && !stream.migratesCursors) {
    throw new PluginCallError(
      `${given}; the plugin as it is now wants version ${stream.cursorVersion} and cannot change it into one. ` +
        `Pull the stream from its beginning: ${reset}`,
    );
  }
  return { cursor, cursorVersion: version };
}

/** In the transaction of the batch that the cursor came with. */
export async function storeCursor(
  tx: Queryable,
  integrationId: string,
  { name, cursorVersion }: StreamDescription,
  cursor: unknown,
): Promise<void> {
  await tx.query(
    `update integration_stream s
        set cursor = $3::jsonb, cursor_at = now(), cursor_version = $4, cursor_plugin_version = i.plugin_version
       from integration i
      where s.integration_id = $1 and s.name = $2 and i.id = s.integration_id`,
    [integrationId, name, JSON.stringify(cursor), cursorVersion],
  );
}
