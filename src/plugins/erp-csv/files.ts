import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** What a file looked like when it was read. */
export interface FileState {
  readonly sha256: string;
  readonly size: number;
  /** Size and times: while these stay, the contents are not hashed again. Null: too fresh to rely on. */
  readonly stamp: string | null;
}

/** File systems keep times in steps; within one, a second change would go unseen (git calls such files racy). */
const TOO_FRESH_MS = 2000;

/**
 * The file's state. The stamp is taken before the contents are read: a file that changes meanwhile has another
 * stamp afterwards, so the next pull looks again. The change time (ctime) is in it because a copy that keeps
 * the modification time would otherwise go unnoticed.
 */
export async function fileState(path: string, known?: FileState): Promise<FileState> {
  const { size, mtimeNs, ctimeNs, ctimeMs } = await stat(path, { bigint: true });
  const isFresh = Date.now() - Number(ctimeMs) < TOO_FRESH_MS;
  const stamp = isFresh ? null : `${size}/${mtimeNs}/${ctimeNs}`;
  if (known && stamp !== null && known.stamp === stamp) return known;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { sha256: hash.digest('hex'), size: Number(size), stamp };
}
