import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/*
 * AES-256-GCM. A box is: version (1 byte) | nonce (12) | tag (16) | ciphertext. Nonces are random, which NIST
 * SP 800-38D §8.3 allows for 2^32 boxes under one key. The version is authenticated like the rest.
 */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + nonceBytes + tagBytes;

/** The box was not sealed with this key and this context, or was changed since. Never says which. */
export class SecretBoxError extends Error {
  override name = 'SecretBoxError';
}

/**
 * @param aad what the secret belongs to, for example `integration:<id>:options`. A box opens only with the same,
 * so that one row's secret cannot be moved into another row.
 */
export function seal(key: Buffer, plaintext: string, aad: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(authenticated(version, aad));
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]);
}

export function open(key: Buffer, box: Uint8Array, aad: string): string {
  const bytes = Buffer.from(box);
  if (bytes.length < headerBytes) throw new SecretBoxError('the secret is incomplete');
  if (bytes[0] !== version) {
    throw new SecretBoxError(
      `the secret has format ${bytes[0]}, this Kontor knows ${version}: was it downgraded?`,
    );
  }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(authenticated(version, aad));
  decipher.setAuthTag(bytes.subarray(1 + nonceBytes, headerBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(headerBytes)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SecretBoxError(
      'the secret cannot be opened with this key (KONTOR_SECRET_KEY or the key file)',
      {
        cause,
      },
    );
  }
}

function authenticated(boxVersion: number, aad: string): Buffer {
  return Buffer.concat([Buffer.of(boxVersion), Buffer.from(aad, 'utf8')]);
}
