import type { Form } from './forms.ts';
import type { Term } from './query-terms.ts';

/** A term of a query with all that stands for it. */
export interface TermForms extends Term {
  readonly forms: readonly Form[];
  /** About how many texts one of its forms occurs in; what is only a guess errs on the low side. */
  readonly documents: number;
}

/** Which texts are looked at: two tsqueries, null where nothing could match. */
export interface Plan {
  readonly query: string;
  /** The same without compounds, parts and typing errors: what of many matches is ranked first. */
  readonly strong: string;
}

/** More than this many texts are not ranked for one query: that would take longer than people wait. */
const MOST_DOCUMENTS = 2_000;
const STRONG = 0.75;

/**
 * Chooses the terms by which texts are found. Rare ones find all that matters; words that stand in every second text
 * would make PostgreSQL rank half of the table, so they only count in the score of what the others found. Where all
 * are frequent, the two rarest must occur together. Outsiders are answered by the same statistics here: they choose
 * only among words of which each stands in thousands of texts, and no score tells of it.
 */
export function planOf(terms: readonly TermForms[], everything: boolean): Plan | null {
  const found = terms.filter(({ forms }) => forms.length > 0);
  if (found.length === 0) return null;
  const rarest = found.toSorted((a, b) => a.documents - b.documents);
  const chosen = everything ? rarest : affordable(rarest);
  const [first, second] = rarest;
  if (chosen.length > 0 || !second || !first) return join(chosen.length > 0 ? chosen : rarest, '|');
  return join([first, second], '&');
}

function affordable(rarest: readonly TermForms[]): TermForms[] {
  const chosen: TermForms[] = [];
  let documents = 0;
  for (const term of rarest) {
    documents += term.documents;
    if (documents > MOST_DOCUMENTS) break;
    chosen.push(term);
  }
  return chosen;
}

function join(terms: readonly TermForms[], operator: '|' | '&'): Plan {
  const all = (forms: (term: TermForms) => readonly Form[], by: '|' | '&'): string =>
    terms
      .map(forms)
      .filter((each) => each.length > 0)
      .map((each) => `(${each.map(formQuery).join('|')})`)
      .join(by);
  return {
    query: all((term) => term.forms, operator),
    strong: all((term) => term.forms.filter(({ quality }) => quality >= STRONG), '|'),
  };
}

// Folded words have neither quotes nor backslashes (fold.ts).
function formQuery({ parts }: Form): string {
  return parts.map((words) => `(${words.map((word) => `'${word}'`).join('|')})`).join('&');
}
