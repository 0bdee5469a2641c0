export const secretKeyBytes = 32;

/** 32 bytes written as hex, base64 or base64url; nothing else. */
export function decodeSecretKey(value: string): Buffer | undefined {
  if (/^[0-9a-fA-F]{64}$/.test(value)) return Buffer.from(value, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(value)) return undefined;
  const key = Buffer.from(value, 'base64');
  return key.length === secretKeyBytes ? key : undefined;
}

export function isOrigin(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).origin === value;
}

export function isDatabaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, pathname } = new URL(value);
  return (protocol === 'postgresql:' || protocol === 'postgres:') && pathname.length > 1;
}

/** Parameters go as well: `?password=` and `?sslpassword=` are allowed there. */
export function withoutCredentials(value: string): string {
  const { protocol, username, host, pathname } = new URL(value);
  return `${protocol}//${username === '' ? '' : `${username}:(hidden)@`}${host}${pathname}`;
}
