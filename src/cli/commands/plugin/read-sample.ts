import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SampleMessage } from '../../../plugins/host/ingress/conformance.ts';
import { type IngressContentType, readFields } from '../../../plugins/kit/ingress.ts';
import { DomainError } from '../../../shared/errors.ts';

const contentTypes = new Map<string, IngressContentType>([
  ['.json', 'application/json'],
  ['.form', 'application/x-www-form-urlencoded'],
  ['.multipart', 'multipart/form-data'],
]);

/** A message of a telephone system in a file, whose name says what it is. */
export async function readSample(file: string): Promise<SampleMessage> {
  const contentType = contentTypes.get(path.extname(file));
  if (!contentType) throw refuse(file, `its name must end in ${[...contentTypes.keys()].join(', ')}.`);
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw refuse(file, error.message);
  });
  // Editors end a file with a line feed; a form's body has none.
  const body = contentType === 'multipart/form-data' ? text : text.trimEnd();
  try {
    readFields({ contentType, body });
  } catch (error) {
    throw refuse(file, `${(error as Error).message}, so that Kontor would refuse it.`);
  }
  return { name: path.basename(file), contentType, body };
}

function refuse(file: string, why: string): DomainError {
  return new DomainError('INVALID', `--message ${file}: ${why}`, 'message');
}
