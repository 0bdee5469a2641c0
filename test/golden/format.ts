const width = 110;

/** Statements as a golden file has them: whitespace normalised, a line for each clause, the levels told apart. */
export function asGolden(levels: readonly (readonly string[])[]): string {
  const blocks = levels.map((statements, place) =>
    [`-- level ${place + 1}`, ...statements.map((statement) => `${clauses(statement)};`)].join('\n\n'),
  );
  return `${blocks.join('\n\n\n')}\n`;
}

function clauses(statement: string): string {
  return statement
    .trim()
    .replace(/\s+/g, ' ')
    .split(
      / (?=(?:from|where|cross join|left join|union all|group by|order by|limit) )|(?<!cross|left) (?=join )/,
    )
    .flatMap((clause, place) => folded(clause, place === 0 ? '' : '  '))
    .join('\n');
}

/** Folded at commas, so that a new column shows as a line or two. */
function folded(clause: string, indent: string): string[] {
  const lines: string[] = [];
  for (const part of clause.split(/(?<=,) /)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length < width) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(`${lines.length === 0 ? indent : `${indent}    `}${part}`);
  }
  return lines;
}
