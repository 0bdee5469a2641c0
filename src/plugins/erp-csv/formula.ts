import Big from 'big.js';

/** Looks a column's decimal up; null: the cell is empty, and then so is the result. */
export type Operands = (column: string) => Big | null;

export interface Formula {
  readonly columns: readonly string[];
  readonly evaluate: (operands: Operands) => Big | null;
}

type Node = (operands: Operands) => Big | null;

const token = /\s*(?:(\{[^}]+\})|(\d+(?:\.\d+)?)|(round\b)|([-+*/(),]))/y;

/**
 * Arithmetic over columns: `+ - * /`, parentheses, numbers, `{column}` and `round(x, digits)`, which rounds
 * halves away from zero (half up, as EN 16931 asks). Decimals throughout, no floats.
 */
export function parseFormula(text: string): Formula {
  const tokens = tokenize(text);
  const columns: string[] = [];
  let at = 0;

  const expect = (wanted: string) => {
    if (tokens[at] !== wanted)
      throw new Error(`"${text}": "${wanted}" expected at ${tokens[at] ?? 'the end'}`);
    at += 1;
  };

  const both = (left: Node, right: Node, apply: (a: Big, b: Big) => Big): Node => {
    return (operands) => {
      const [a, b] = [left(operands), right(operands)];
      return a === null || b === null ? null : apply(a, b);
    };
  };

  function sum(): Node {
    let left = product();
    for (;;) {
      const operator = tokens[at];
      if (operator !== '+' && operator !== '-') return left;
      at += 1;
      left = both(left, product(), (a, b) => (operator === '+' ? a.plus(b) : a.minus(b)));
    }
  }

  function product(): Node {
    let left = factor();
    for (;;) {
      const operator = tokens[at];
      if (operator !== '*' && operator !== '/') return left;
      at += 1;
      left = both(left, factor(), (a, b) => (operator === '*' ? a.times(b) : divide(a, b)));
    }
  }

  function factor(): Node {
    const here = tokens[at];
    at += 1;
    if (here === '-')
      return both(
        () => new Big(0),
        factor(),
        (zero, value) => zero.minus(value),
      );
    if (here === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    if (here === 'round') {
      expect('(');
      const inner = sum();
      expect(',');
      const digits = Number(tokens[at]);
      at += 1;
      if (!Number.isInteger(digits) || digits > 10) throw new Error(`"${text}": round to 0 to 10 digits`);
      expect(')');
      return (operands) => inner(operands)?.round(digits, Big.roundHalfUp) ?? null;
    }
    if (here?.startsWith('{')) {
      const column = here.slice(1, -1);
      columns.push(column);
      return (operands) => operands(column);
    }
    if (here === undefined || !/^\d/.test(here)) {
      throw new Error(`"${text}": a number, a {column} or "(" expected at ${here ?? 'the end'}`);
    }
    const constant = new Big(here);
    return () => constant;
  }

  const evaluate = sum();
  if (at < tokens.length) throw new Error(`"${text}": nothing expected after "${tokens[at - 1]}"`);
  return { columns, evaluate };
}

function divide(a: Big, b: Big): Big {
  if (b.eq(0)) throw new Error('division by zero');
  return a.div(b);
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new Error(`"${text}": "${text.slice(from).trim()}" is not understood`);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
  }
  return tokens;
}
