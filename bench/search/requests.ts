import { encodeId } from '../../src/shared/ids.ts';
import type { BenchRequest } from '../cases.ts';
import { seedId } from '../seed.ts';
import { textSource } from './texts.ts';

export interface SearchCase {
  readonly name: string;
  readonly description: string;
  readonly requests: readonly Omit<BenchRequest, 'path'>[];
}

const REQUESTS = 200;

const ARTICLE_HITS = `score language title article { id } matches { searched kind }
  highlights { field segments { text isMatch } }`;

/** Each request of a case asks for something else, the same in every run. */
export function searchCases(products: number): SearchCase[] {
  const source = textSource(42);
  const several = <Item>(make: (place: number) => Item): Item[] =>
    Array.from({ length: REQUESTS }, (_, place) => make(place));
  const search = `query ($query: String!) { searchArticles(query: $query, first: 10) { nodes { ${ARTICLE_HITS} } } }`;
  return [
    {
      name: 'searchArticles',
      description: 'one to three words, first ten articles with highlights',
      requests: several((place) => ({
        query: search,
        variables: { query: Array.from({ length: 1 + (place % 3) }, () => source.word()).join(' ') },
      })),
    },
    {
      name: 'searchArticles, mistyped',
      description: 'one word with two letters exchanged',
      requests: several(() => ({ query: search, variables: { query: mistyped(source.word()) } })),
    },
    {
      name: 'suggestForDraft',
      description: 'a text of 30 words whose last one is unfinished, first five articles with highlights',
      requests: several((place) => ({
        query: `query ($text: String!, $product: ID) {
          suggestForDraft(text: $text, productId: $product) { ${ARTICLE_HITS} } }`,
        variables: {
          text: `${source.text(30)} ${source.word().slice(0, 5)}`,
          product: encodeId('Product', seedId('product', 1 + (place % products))),
        },
      })),
    },
    {
      name: 'similarTickets',
      description: 'a report of 40 words with a product, first five tickets with how they were solved',
      requests: several((place) => ({
        query: `query ($input: SimilarTicketsInput!) { similarTickets(input: $input) {
          score reasons ticket { id number subject } solution { solvedAt remedy lastReply { body } article { id } } } }`,
        variables: {
          input: {
            subject: source.text(6),
            text: source.text(40),
            productId: encodeId('Product', seedId('product', 1 + (place % products))),
          },
        },
      })),
    },
  ];
}

function mistyped(word: string): string {
  const place = Math.floor(word.length / 2);
  return word.slice(0, place - 1) + word.charAt(place) + word.charAt(place - 1) + word.slice(place + 1);
}
