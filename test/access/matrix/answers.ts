/** Every text in an answer, also what is written inside of cursors. */
export function textsIn(answer: unknown): string[] {
  if (typeof answer === 'string') return [answer, Buffer.from(answer, 'base64url').toString('utf8')];
  if (typeof answer === 'number') return [String(answer)];
  if (Array.isArray(answer)) return answer.flatMap(textsIn);
  return typeof answer === 'object' && answer !== null ? Object.values(answer).flatMap(textsIn) : [];
}

/** The traces of records out of reach that an answer shows. */
export function tracesIn(answer: unknown, traces: readonly string[]): string[] {
  const texts = textsIn(answer).join('\n');
  return traces.filter((trace) => texts.includes(trace));
}

/** The answer with what was asked for written as `§`: messages repeat it. */
export function withoutQuestion(answer: unknown, question: string): unknown {
  return JSON.parse(JSON.stringify(answer).replaceAll(JSON.stringify(question).slice(1, -1), '§'));
}

/** Connections in an answer whose `totalCount` is not the number of records they show, where they show them. */
export function wrongCounts(answer: unknown, path: readonly string[] = []): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  const below = Object.entries(answer).flatMap(([name, value]) => wrongCounts(value, [...path, name]));
  const { totalCount, nodes, pageInfo } = answer as {
    totalCount?: number;
    nodes?: readonly unknown[];
    pageInfo?: { hasNextPage: boolean; hasPreviousPage: boolean };
  };
  const isWhole = pageInfo && !pageInfo.hasNextPage && !pageInfo.hasPreviousPage;
  return isWhole && totalCount !== undefined && nodes && totalCount !== nodes.length
    ? [path.join('.'), ...below]
    : below;
}

/** The names of the types in an answer whose selections all have `__typename`. */
export function typesIn(answer: unknown): string[] {
  if (Array.isArray(answer)) return answer.flatMap(typesIn);
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) =>
    name === '__typename' ? [String(value)] : typesIn(value),
  );
}
