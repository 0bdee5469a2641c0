import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** A list is given with commas: `--clients 1,8,32`. */
type Flag = number | readonly number[] | boolean;

type Given<Defaults> = {
  readonly [Name in keyof Defaults]: Defaults[Name] extends boolean
    ? boolean
    : Defaults[Name] extends number
      ? number
      : readonly number[];
};

/**
 * The bench's flags with their defaults: numbers for the most part, whole ones above 0 but for those that may be zero.
 * Anything else ends the process with a line that says what was wrong.
 */
export function numberFlags<Defaults extends Readonly<Record<string, Flag>>>(
  defaults: Defaults,
  { mayBeZero = [] }: { mayBeZero?: readonly (keyof Defaults & string)[] } = {},
): Given<Defaults> {
  const options: ParseArgsOptionsConfig = {};
  for (const [name, value] of Object.entries(defaults)) {
    options[name] =
      typeof value === 'boolean'
        ? { type: 'boolean', default: value }
        : { type: 'string', default: String(value) };
  }
  const values: Readonly<Record<string, unknown>> = parseArgs({ options }).values;
  const given = Object.entries(defaults).map(([name, value]): [string, Flag] => {
    if (typeof value === 'boolean') return [name, values[name] === true];
    const least = mayBeZero.includes(name) ? 0 : 1;
    const text = String(values[name]);
    if (typeof value === 'number') return [name, read(name, text, least)];
    return [name, text.split(',').map((each) => read(name, each, least))];
  });
  return Object.fromEntries(given) as Given<Defaults>;
}

function read(name: string, text: string, least: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  console.error(`--${name}: came ${JSON.stringify(text)}, allowed: whole numbers from ${least}`);
  process.exit(1);
}
