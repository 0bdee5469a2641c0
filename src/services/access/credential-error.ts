/** Why a credential that was sent is refused: the caller gets `UNAUTHENTICATED` (HTTP 401) with this message. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  readonly code = 'UNAUTHENTICATED';
}
