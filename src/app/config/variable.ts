import { z } from 'zod';

/** One environment variable: everything that is known of it, for reading, printing and documenting it. */
export interface Variable<T> {
  name: string;
  description: string;
  /** As one would write it. Variables without one have `whenUnset`: the value then, and what it means. */
  default?: string;
  whenUnset?: { value: T; meaning: string };
  /** Completes "allowed: …". */
  allowed: string;
  secret: boolean;
  schema: z.ZodType<T, string>;
  /** How the value is printed; a secret's never shows what is secret. */
  display(value: NonNullable<T>): string;
}

interface Texts {
  name: string;
  description: string;
  default: string;
}

interface OptionalTexts {
  name: string;
  description: string;
  whenUnset: string;
}

export function wholeNumber(texts: Texts, smallest: number, largest: number): Variable<number> {
  return {
    ...texts,
    allowed: `a whole number from ${smallest} to ${largest}`,
    secret: false,
    schema: z
      .string()
      .regex(/^\d+$/)
      .transform(Number)
      .refine((value) => value >= smallest && value <= largest),
    display: String,
  };
}

export function oneOf<const Value extends string>(texts: Texts, values: readonly Value[]): Variable<Value> {
  return {
    ...texts,
    allowed: values.join(', '),
    secret: false,
    schema: z.enum(values),
    display: (value) => value,
  };
}

export function onOff(texts: Texts): Variable<boolean> {
  return {
    ...texts,
    allowed: 'on, off',
    secret: false,
    schema: z.enum(['on', 'off']).transform((value) => value === 'on'),
    display: (value) => (value ? 'on' : 'off'),
  };
}

export function text(texts: Texts, allowed: string, schema: z.ZodType<string, string>): Variable<string> {
  return { ...texts, allowed, secret: false, schema, display: (value) => value };
}

export function list(
  texts: OptionalTexts,
  allowed: string,
  item: z.ZodType<string, string>,
): Variable<string[]> {
  const { whenUnset, ...others } = texts;
  return {
    ...others,
    whenUnset: { value: [], meaning: whenUnset },
    allowed,
    secret: false,
    schema: z
      .string()
      .transform((value) =>
        value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      )
      .pipe(z.array(item)),
    display: (value) => value.join(', '),
  };
}

export function secret<T>(
  texts: OptionalTexts,
  allowed: string,
  schema: z.ZodType<T, string>,
  display: (value: NonNullable<T>) => string,
): Variable<T | undefined> {
  const { whenUnset, ...others } = texts;
  return {
    ...others,
    whenUnset: { value: undefined, meaning: whenUnset },
    allowed,
    secret: true,
    schema,
    display,
  };
}
