/** Something that somebody wanted to know: a search that found nothing, or a ticket that was solved without an article. */
export interface Asked {
  readonly wording: string;
  readonly stems: readonly string[];
  readonly language: string;
  readonly productId: string | null;
  readonly categoryId: string | null;
  readonly searches: number;
  /** Raw uuid of the ticket, if it is one. */
  readonly ticketId: string | null;
  readonly lastAskedAt: Date;
}

export interface QuestionGroup {
  readonly question: string;
  readonly wordings: readonly string[];
  readonly language: string;
  readonly productId: string | null;
  readonly categoryId: string | null;
  readonly searches: number;
  /** Raw uuids; the ticket that was solved last comes first. */
  readonly ticketIds: readonly string[];
  readonly lastAskedAt: Date;
}

/** Two wordings ask the same where they share at least half of their stems. */
const SIMILAR = 0.5;

interface Group {
  readonly first: Asked;
  readonly members: Asked[];
}

/**
 * Groups what asks the same about the same product and category; the most asked first. Each joins the group whose first
 * member it resembles most, and the most asked wordings come first, so that they give the groups their names.
 */
export function groupQuestions(asked: readonly Asked[]): QuestionGroup[] {
  const groups: Group[] = [];
  const byStem = new Map<string, Group[]>();
  const inOrder = asked.toSorted(
    (a, b) => b.searches - a.searches || b.lastAskedAt.getTime() - a.lastAskedAt.getTime(),
  );
  for (const each of inOrder) {
    const group = mostSimilar(each, byStem);
    if (group) {
      group.members.push(each);
      continue;
    }
    const begun = { first: each, members: [each] };
    groups.push(begun);
    for (const stem of each.stems) {
      const key = stemKey(each, stem);
      byStem.set(key, [...(byStem.get(key) ?? []), begun]);
    }
  }
  return groups
    .map(summary)
    .toSorted((a, b) => weight(b) - weight(a) || b.lastAskedAt.getTime() - a.lastAskedAt.getTime());
}

function stemKey({ language, productId, categoryId }: Asked, stem: string): string {
  return [language, productId, categoryId, stem].join('|');
}

function mostSimilar(asked: Asked, byStem: ReadonlyMap<string, readonly Group[]>): Group | null {
  const shared = new Map<Group, number>();
  for (const stem of asked.stems) {
    for (const group of byStem.get(stemKey(asked, stem)) ?? []) {
      shared.set(group, (shared.get(group) ?? 0) + 1);
    }
  }
  let best: { group: Group; similarity: number } | null = null;
  for (const [group, count] of shared) {
    const similarity = count / (asked.stems.length + group.first.stems.length - count);
    if (similarity >= SIMILAR && similarity > (best?.similarity ?? 0)) best = { group, similarity };
  }
  return best?.group ?? null;
}

function summary({ first, members }: Group): QuestionGroup {
  const { language, productId, categoryId } = first;
  return {
    question: first.wording,
    wordings: [...new Set(members.map(({ wording }) => wording))],
    language,
    productId,
    categoryId,
    searches: members.reduce((sum, { searches }) => sum + searches, 0),
    ticketIds: members.flatMap(({ ticketId }) => ticketId ?? []),
    lastAskedAt: new Date(Math.max(...members.map(({ lastAskedAt }) => lastAskedAt.getTime()))),
  };
}

function weight({ searches, ticketIds }: QuestionGroup): number {
  return searches + ticketIds.length;
}
