import type { Queryable } from '../../shared/database.ts';

/** How a telephone system names a line of ours, with what else it may be known by: its direct dial-in. */
export interface LineName {
  readonly name: string;
  readonly extension: string | null;
}

/** Whose line it is; raw uuids. */
export interface OurLines {
  agentOf(line: LineName): string | null;
  /** By the team's name or extension. */
  teamOf(line: LineName): string | null;
}

/**
 * Agents and teams by what telephone systems call them: extension, e-mail address, name, or the part of the address
 * before the @. A name that two people have is nobody's.
 */
export async function findOurLines(db: Queryable, lines: readonly LineName[]): Promise<OurLines> {
  const words = [...new Set(lines.flatMap((line) => wordsOf(line)))];
  if (words.length === 0) return { agentOf: () => null, teamOf: () => null };
  const [agents, teams] = [
    await db.query<Known>(
      `select id, array[extension, lower(email), lower(name), split_part(lower(email), '@', 1)] as words
         from agent
        where active and (extension = any($1::text[]) or lower(email) = any($1) or lower(name) = any($1)
          or split_part(lower(email), '@', 1) = any($1))`,
      [words],
    ),
    await db.query<Known>(
      `select id, array[extension, lower(name)] as words from team
        where active and (extension = any($1::text[]) or lower(name) = any($1))`,
      [words],
    ),
  ];
  return { agentOf: (line) => find(agents, line), teamOf: (line) => find(teams, line) };
}

interface Known {
  readonly id: string;
  /** In the order in which they count. */
  readonly words: readonly (string | null)[];
}

function find(known: readonly Known[], line: LineName): string | null {
  const words = wordsOf(line);
  const places = known[0]?.words.length ?? 0;
  for (let place = 0; place < places; place += 1) {
    const found = known.filter((each) => words.includes(each.words[place] ?? ''));
    if (found.length > 0) return found.length === 1 ? (found[0]?.id ?? null) : null;
  }
  return null;
}

function wordsOf({ name, extension }: LineName): string[] {
  return [name.toLowerCase(), extension].flatMap((word) => word || []);
}
