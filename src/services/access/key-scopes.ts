import { DomainError } from '../../shared/errors.ts';
import { isScope, type Scope, scopes, scopesForOutsiders } from './scopes.ts';

const everyScope = Object.keys(scopes) as Scope[];

/**
 * The scopes that a new key gets, sorted: `all` and `customers:*` stand for whatever its kind may have. Refused
 * where one is unknown, not for outsiders (partners and customers), or more than the viewer has itself.
 */
export function grantedScopes(
  wanted: readonly string[],
  isOutsider: boolean,
  viewerScopes: ReadonlySet<string>,
): readonly Scope[] {
  const granted = new Set(wanted.flatMap((text, place) => expand(text.trim(), isOutsider, String(place))));
  if (granted.size === 0) {
    throw new DomainError(
      'INVALID',
      `A key needs at least one scope. Scopes are ${everyScope.join(', ')}.`,
      'scopes',
    );
  }
  const beyond = [...granted].filter((scope) => !viewerScopes.has(scope));
  if (beyond.length > 0) {
    throw new DomainError(
      'FORBIDDEN',
      `You cannot give a key more than your own credential has: ${beyond.join(', ')}.`,
      'scopes',
    );
  }
  return [...granted].toSorted();
}

function expand(text: string, isOutsider: boolean, place: string): readonly Scope[] {
  const allowed = isOutsider ? everyScope.filter((scope) => scopesForOutsiders.has(scope)) : everyScope;
  if (text === 'all') return allowed;
  const area = /^(.+):\*$/.exec(text)?.[1];
  const meant = area
    ? everyScope.filter((scope) => scope.startsWith(`${area}:`))
    : isScope(text)
      ? [text]
      : [];
  if (meant.length === 0) {
    throw new DomainError(
      'INVALID',
      `There is no scope ${JSON.stringify(text)}. Scopes are ${everyScope.join(', ')}; \`customers:*\` and \`all\` stand for several.`,
      ['scopes', place],
    );
  }
  const given = meant.filter((scope) => allowed.includes(scope));
  if (given.length === 0) {
    throw new DomainError(
      'INVALID',
      `Keys of partners and customers cannot have ${text}, only ${allowed.join(', ')}.`,
      ['scopes', place],
    );
  }
  return given;
}
