import { nearestName } from './config/nearest-name.ts';
import type { Variable } from './config/variable.ts';
import { variables } from './config/variables.ts';

type Values = {
  [Key in keyof typeof variables]: (typeof variables)[Key] extends Variable<infer Value> ? Value : never;
};

export type ConfigKey = keyof Values;

/** What an installation is set to. Read once, at the start, and handed to whoever needs a part of it. */
export interface Config extends Readonly<Values> {
  /** What the environment said; the rest are defaults. */
  readonly fromEnvironment: ReadonlySet<ConfigKey>;
}

/** Its message has one line per fault: variable, what came (never a secret), what is allowed. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

export const configKeys = Object.keys(variables) as ConfigKey[];

export function variableOf(key: ConfigKey): Variable<Values[ConfigKey]> {
  // The table's entries have different value types; who walks over all of them sees them as one.
  return variables[key];
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const faults = unknownNames(env);
  const fromEnvironment = new Set<ConfigKey>();
  const values: Partial<Record<ConfigKey, Values[ConfigKey]>> = {};
  for (const key of configKeys) {
    const variable = variableOf(key);
    // Compose files and CI systems write an unset variable as an empty one.
    const given = env[variable.name]?.trim() || undefined;
    if (given !== undefined) fromEnvironment.add(key);
    const written = given ?? variable.default;
    if (written === undefined) {
      values[key] = variable.whenUnset?.value;
      continue;
    }
    const result = variable.schema.safeParse(written);
    if (result.success) values[key] = result.data;
    else faults.push(faultOf(variable, written));
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return { ...(values as Values), fromEnvironment };
}

function faultOf(variable: Variable<unknown>, written: string): string {
  const came = variable.secret ? `a value of ${written.length} characters (hidden)` : JSON.stringify(written);
  return `${variable.name}: came ${came}, allowed: ${variable.allowed.replaceAll('`', '')}`;
}

/** A misspelt variable would be silently without effect. `KONTOR_TEST_…` belongs to our test runner. */
function unknownNames(env: NodeJS.ProcessEnv): string[] {
  const known = configKeys.map((key) => variableOf(key).name);
  return Object.keys(env)
    .filter((name) => name.startsWith('KONTOR_') && !name.startsWith('KONTOR_TEST_') && !known.includes(name))
    .toSorted()
    .map((name) => {
      const nearest = nearestName(name, known);
      return `${name}: no such variable, ${nearest ? `did you mean ${nearest}?` : 'see docs/configuration.md'}`;
    });
}
