import { GraphQLError } from 'graphql';
import { DomainError } from '../../src/shared/errors.ts';
import { Amount, Size } from './differential-types.ts';

export type Row = Record<string, unknown>;

export const book = (key: string, more: Row = {}): Row => ({
  __typename: 'Book',
  key,
  title: `Book ${key}`,
  pages: 300,
  size: Size.LARGE,
  price: new Amount('1999'),
  twin: null,
  ...more,
});
export const song = (key: string, more: Row = {}): Row => ({
  __typename: 'Song',
  key,
  title: `Song ${key}`,
  seconds: 181.5,
  size: Size.ODD,
  twin: null,
  ...more,
});
export const film = (key: string, more: Row = {}): Row => ({
  __typename: 'Film',
  key,
  title: `Film ${key}`,
  cost: new Amount('7'),
  twin: null,
  ...more,
});
export const note = (text: string, more: Row = {}): Row => ({
  __typename: 'Note',
  text,
  must: 'yes',
  ...more,
});

export const later = async <T>(value: T, turns = 1): Promise<T> => {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  return value;
};

const fail = (reason: unknown): never => {
  throw reason;
};

/** A resolver fails in every way that JavaScript has, also those that are bad style. */
export const failures: Record<string, () => unknown> = {
  error: () => {
    throw new Error('Broken.');
  },
  domain: () => {
    throw new DomainError('NOT_FOUND', 'No such thing.', 'key');
  },
  coded: () => {
    throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN', scope: 'x' } });
  },
  located: () => {
    throw new GraphQLError('From elsewhere.', { path: ['elsewhere', 0] });
  },
  text: () => fail('just text'),
  nothing: () => fail(null),
  returned: () => new TypeError('Returned, not thrown.'),
  rejected: () => Promise.reject(new Error('Rejected.')),
  rejectedWithText: async () => fail('text again'),
  rejectedLate: async () => {
    await later(0, 5);
    throw new Error('Late.');
  },
  null: () => null,
  undefined: () => undefined,
  nullLater: () => later(null),
  fine: () => 'fine',
};
