import { type LogFilter, type LoggedEvent, matches } from './log.ts';
import type { Interest } from './log-reader.ts';

/** What of the log somebody wants. */
export interface Choice {
  /** The same for all who want the same. */
  readonly key: string;
  readonly filter: LogFilter;
  /** What the filter cannot say. */
  readonly isWanted: (event: LoggedEvent) => boolean | Promise<boolean>;
}

interface Chosen<Member> extends Choice {
  readonly members: Set<Member>;
}

/**
 * What the members of a group want of what all of them are shown. Found by what an event is about, so that of thousands
 * who each follow a customer of their own only those are asked whose customer it is.
 */
export class Choices<Member extends { readonly choice: Choice }> implements Interest {
  readonly #byKey = new Map<string, Chosen<Member>>();
  readonly #byTopic = new Map<string, Set<Chosen<Member>>>();
  #filter: LogFilter | null = null;
  #wanting: readonly ReadonlySet<Member>[] = [];

  get size(): number {
    return this.#byKey.size;
  }

  /** Lets through at least what any of them wants. */
  get filter(): LogFilter {
    return (this.#filter ??= joined([...this.#byKey.values()].map(({ filter }) => filter)));
  }

  /**
   * Those who want the event that was last asked about, by what they have chosen: the sets themselves, so who leaves
   * meanwhile is not in them.
   */
  get wanting(): readonly ReadonlySet<Member>[] {
    return this.#wanting;
  }

  /** Asked of many more events than are wanted by anybody. */
  fits(event: LoggedEvent): boolean {
    for (const topic of topicsAbout(event)) {
      for (const { filter } of this.#byTopic.get(topic) ?? []) if (matches(filter, event)) return true;
    }
    return false;
  }

  add(member: Member): void {
    const { key, filter, isWanted } = member.choice;
    const known = this.#byKey.get(key);
    if (known) return void known.members.add(member);
    const chosen = { key, filter, isWanted, members: new Set([member]) };
    this.#byKey.set(key, chosen);
    this.#filter = null;
    for (const topic of topicsOf(filter)) {
      const all = this.#byTopic.get(topic);
      if (all) all.add(chosen);
      else this.#byTopic.set(topic, new Set([chosen]));
    }
  }

  /** Whether it was there. */
  delete(member: Member): boolean {
    const chosen = this.#byKey.get(member.choice.key);
    if (!chosen?.members.delete(member)) return false;
    if (chosen.members.size > 0) return true;
    this.#byKey.delete(chosen.key);
    this.#filter = null;
    for (const topic of topicsOf(chosen.filter)) {
      const all = this.#byTopic.get(topic);
      all?.delete(chosen);
      if (all?.size === 0) this.#byTopic.delete(topic);
    }
    return true;
  }

  /** All of them, who are gone from here then. */
  clear(): Member[] {
    const members = [...this.#byKey.values()].flatMap((chosen) => [...chosen.members]);
    this.#byKey.clear();
    this.#byTopic.clear();
    this.#filter = null;
    return members;
  }

  isWanted(event: LoggedEvent): boolean | Promise<boolean> {
    const wanting: ReadonlySet<Member>[] = [];
    const lookUps: Promise<void>[] = [];
    for (const { isWanted, members } of this.#fitting(event)) {
      const answer = isWanted(event);
      if (answer === true) wanting.push(members);
      else if (answer !== false) lookUps.push(answer.then((isSo) => void (isSo && wanting.push(members))));
    }
    this.#wanting = wanting;
    // Thousands that are answered at once are not waited for.
    return lookUps.length === 0 ? wanting.length > 0 : Promise.all(lookUps).then(() => wanting.length > 0);
  }

  *#fitting(event: LoggedEvent): Generator<Chosen<Member>, void> {
    for (const topic of topicsAbout(event)) {
      for (const chosen of this.#byTopic.get(topic) ?? []) if (matches(chosen.filter, event)) yield chosen;
    }
  }
}

const ANYTHING = 'anything';

/** Where a choice is found: under the narrowest that it says. */
function topicsOf({ subject, customerId, types }: LogFilter): Iterable<string> {
  if (subject) return [subject.id];
  if (customerId) return [customerId];
  return types ?? [ANYTHING];
}

/** Where those are found who may want it; nobody stands under two of them. */
function topicsAbout({ subjectId, customerId, type }: LoggedEvent): readonly string[] {
  // What happens to a customer itself is about one id, not two.
  const isOfOne = customerId === null || customerId === subjectId;
  return isOfOne ? [subjectId, type, ANYTHING] : [subjectId, customerId, type, ANYTHING];
}

/** The narrowest filter that lets through all that any of these does. */
function joined(filters: readonly LogFilter[]): LogFilter {
  const [first] = filters;
  const types = filters.every((filter) => filter.types)
    ? new Set(filters.flatMap((filter) => [...(filter.types ?? [])]))
    : null;
  const { customerId, subject } = first ?? {};
  return {
    types,
    customerId: filters.every((filter) => filter.customerId === customerId) ? customerId : null,
    subject: filters.every(
      (filter) => filter.subject?.id === subject?.id && filter.subject?.type === subject?.type,
    )
      ? subject
      : null,
  };
}
