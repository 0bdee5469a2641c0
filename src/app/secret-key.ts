import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../shared/error-code.ts';
import type { Config } from './config.ts';
import { decodeSecretKey } from './config/values.ts';
import { OperatorError } from './operator-error.ts';

/** The key that integrations' secrets are encrypted with: from the environment, or the data dir's key file. */
export function loadSecretKey(config: Pick<Config, 'secretKey' | 'dataDir'>): Buffer {
  if (config.secretKey) return config.secretKey;
  const file = join(config.dataDir, 'secret.key');
  return readKeyFile(file) ?? createKeyFile(config.dataDir, file);
}

function readKeyFile(file: string): Buffer | undefined {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw new OperatorError(`the key file ${file} cannot be read by this account`, { cause });
  }
  try {
    const mode = fstatSync(handle).mode & 0o777;
    if ((mode & 0o077) !== 0) {
      throw new OperatorError(
        `the key file ${file} has mode ${mode.toString(8)}, so that other accounts may use it: chmod 600 it, ` +
          'and replace the integrations’ secrets if somebody may have read it',
      );
    }
    const key = decodeSecretKey(readFileSync(handle, 'utf8').trim());
    if (!key)
      throw new OperatorError(
        `the key file ${file} does not hold 32 bytes as base64: restore it from a backup`,
      );
    return key;
  } finally {
    closeSync(handle);
  }
}

/** Linked into place when complete: of two processes that create it at once, both use the first one's key. */
function createKeyFile(dataDir: string, file: string): Buffer {
  mkdirSync(dataDir, { recursive: true });
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(unfinished, `${randomBytes(32).toString('base64')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    if (process.getuid?.() === 0) {
      // What root creates in an ordinary user's data dir stays usable for that user.
      const { uid, gid } = statSync(dataDir);
      chownSync(unfinished, uid, gid);
    }
    linkSync(unfinished, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  const key = readKeyFile(file);
  if (!key) throw new OperatorError(`the key file ${file} was removed while it was created`);
  return key;
}
