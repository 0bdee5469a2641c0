import { registerEnumType } from 'type-graphql';

export const NumberFormat = {
  AUTO: 'AUTO',
  E164: 'E164',
  E164_NO_PLUS: 'E164_NO_PLUS',
  NATIONAL: 'NATIONAL',
} as const;
export type NumberFormat = (typeof NumberFormat)[keyof typeof NumberFormat];
registerEnumType(NumberFormat, {
  name: 'NumberFormat',
  description:
    'How a telephone system writes numbers that begin neither with `+` nor with `00` nor with a trunk prefix: those ' +
    'three are always understood.',
  valuesConfig: {
    AUTO: {
      description:
        'Whichever reading is the only valid one. Where two are, it stays undecided: no number is better than a wrong one.',
    },
    E164: { description: 'With `+`: digits alone are internal or service numbers, never outside ones.' },
    E164_NO_PLUS: { description: 'Country code first, without `+`: `493012345678`.' },
    NATIONAL: { description: 'As dialled within the country, also without trunk prefix: `3012345678`.' },
  },
});
