interface Declaration {
  // type-graphql's own metadata says `Function` for a class.
  readonly target: Function;
  readonly fieldName?: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/**
 * Classes that state another scope than a class they extend. type-graphql 2.0.0-rc.4 merges the two, and
 * which one wins changes with every `buildSchema` (usually the base class): a base open to everyone would
 * open what stands on it. One sentence per conflict.
 */
export function ambiguousScopes(
  classes: readonly Declaration[],
  fields: readonly Declaration[],
): readonly string[] {
  return [...conflictsIn(classes), ...conflictsIn(fields)];
}

function* conflictsIn(declarations: readonly Declaration[]): Iterable<string> {
  const stating = declarations.filter(({ extensions }) => extensions['scope'] !== undefined);
  for (const own of stating) {
    for (const base of stating) {
      if (own === base || own.fieldName !== base.fieldName || !isSameOrBase(base.target, own.target))
        continue;
      if (String(own.extensions['scope']) === String(base.extensions['scope'])) continue;
      const field = own.fieldName ? `.${own.fieldName}` : '';
      yield (
        `${own.target.name}${field} states scope ${String(own.extensions['scope'])}, but its base ` +
        `${base.target.name}${field} states ${String(base.extensions['scope'])}: state it on the base's fields or on the classes below.`
      );
    }
  }
}

function isSameOrBase(base: Function, target: Function): boolean {
  return base === target || Object.prototype.isPrototypeOf.call(base, target);
}
