import { registerEnumType } from 'type-graphql';

export const MatchReason = {
  EXACT: 'EXACT',
  LEARNED: 'LEARNED',
  SHARED_NUMBER: 'SHARED_NUMBER',
  SAME_SWITCHBOARD: 'SAME_SWITCHBOARD',
  SUFFIX: 'SUFFIX',
} as const;
export type MatchReason = (typeof MatchReason)[keyof typeof MatchReason];
registerEnumType(MatchReason, {
  name: 'MatchReason',
  description: 'Why somebody may be the other party of a call.',
  valuesConfig: {
    EXACT: { description: 'It is their number, and no other customer has it.' },
    LEARNED: { description: 'Somebody said so when the number called before.' },
    SHARED_NUMBER: { description: 'It is their number, and not theirs alone.' },
    SAME_SWITCHBOARD: {
      description: 'Another direct dial-in behind the same main number: somebody at that organization.',
    },
    SUFFIX: {
      description:
        'A number of theirs ends alike: written without country or area, or with a slip of the pen.',
    },
  },
});
