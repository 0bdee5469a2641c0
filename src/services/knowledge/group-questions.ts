import { AlikeSets } from './alike-sets.ts';

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
  /** The how-manieth group it is: the lower, the more was asked what it began with. */
  readonly place: number;
  readonly first: Asked;
  readonly stems: ReadonlySet<string>;
  readonly members: Asked[];
}

/** What has been grouped already, of one language, product and category. */
interface Grouped {
  readonly alike: AlikeSets<Group>;
  readonly byStems: Map<string, Group>;
}

/**
 * Groups what asks the same about the same product and category; the most asked first. Each joins the group whose first
 * member it resembles most, and the most asked wordings come first, so that they give the groups their names. Wordings of
 * the same stems always go together.
 */
export function groupQuestions(asked: readonly Asked[]): QuestionGroup[] {
  const groups: Group[] = [];
  const grouped = new Map<string, Grouped>();
  const rarestFirst = byRarity(asked);
  const inOrder = asked.toSorted(
    (a, b) => b.searches - a.searches || b.lastAskedAt.getTime() - a.lastAskedAt.getTime(),
  );
  for (const each of inOrder) {
    const key = [each.language, each.productId, each.categoryId].join('|');
    const among = grouped.get(key) ?? { alike: new AlikeSets<Group>(), byStems: new Map<string, Group>() };
    grouped.set(key, among);
    const stems = rarestFirst(each);
    // Thousands ask the very same, and must not be compared with thousands again.
    const known = among.byStems.get(stems.join(' ')) ?? mostAlike(stems, among.alike);
    const group = known ?? { place: groups.length, first: each, stems: new Set(stems), members: [] };
    group.members.push(each);
    if (!known) {
      groups.push(group);
      among.alike.add(stems, group);
    }
    // What has no stems resembles nothing, not even its like.
    if (stems.length > 0) among.byStems.set(stems.join(' '), group);
  }
  return groups
    .map(summary)
    .toSorted((a, b) => weight(b) - weight(a) || b.lastAskedAt.getTime() - a.lastAskedAt.getTime());
}

/** The stems of a question, each once, those first that the fewest questions have. */
function byRarity(asked: readonly Asked[]): (question: Asked) => string[] {
  const count = new Map<string, number>();
  for (const stem of asked.flatMap(({ stems }) => stems)) count.set(stem, (count.get(stem) ?? 0) + 1);
  const rarity = (stem: string): number => count.get(stem) ?? 0;
  return ({ stems }) =>
    [...new Set(stems)].toSorted((a, b) => rarity(a) - rarity(b) || (a < b ? -1 : Number(a > b)));
}

/** Of several that it resembles alike, the one whose first member is asked most. */
function mostAlike(stems: readonly string[], alike: AlikeSets<Group>): Group | null {
  const similar = [...alike.candidates(stems)]
    .map((group) => ({ group, similarity: similarityOf(stems, group.stems) }))
    .filter(({ similarity }) => similarity >= SIMILAR);
  const [best] = similar.toSorted((a, b) => b.similarity - a.similarity || a.group.place - b.group.place);
  return best?.group ?? null;
}

function similarityOf(stems: readonly string[], others: ReadonlySet<string>): number {
  const shared = stems.filter((stem) => others.has(stem)).length;
  return shared / (stems.length + others.size - shared);
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
