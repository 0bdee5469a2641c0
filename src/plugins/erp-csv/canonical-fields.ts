import { z } from 'zod';
import { decimal } from '../kit/index.ts';

/** What a mapped field of a canonical record holds. */
export type Leaf =
  | { readonly type: 'decimal' | 'day' | 'instant' | 'boolean' | 'integer' | 'text' }
  | { readonly type: 'choice'; readonly values: readonly string[] };

export type Step = string | number;

export interface Target {
  readonly steps: readonly Step[];
  readonly leaf: Leaf;
  /** The field is a list of texts and the mapping gives it as a whole. */
  readonly isList: boolean;
}

/** Finds a field such as `addresses[0].city` in a record's schema, or says why there is none. */
export function findField(schema: z.ZodType, path: string): Target | { readonly problem: string } {
  const steps = parsePath(path);
  if (!steps) return { problem: `"${path}" is not a field path such as "addresses[0].city"` };
  let at = bare(schema);
  for (const [index, step] of steps.entries()) {
    const where = steps.slice(0, index).join('.');
    if (typeof step === 'number') {
      if (!(at instanceof z.ZodArray)) return { problem: `"${path}": "${where}" is not a list` };
      at = bare(at.element as z.ZodType);
      continue;
    }
    if (at instanceof z.ZodArray) return { problem: `"${path}": "${where}" is a list, write "${where}[0]"` };
    if (!(at instanceof z.ZodObject)) return { problem: `"${path}": "${where}" has no fields of its own` };
    const field = shapeOf(at)[step];
    if (!field) {
      const known = Object.keys(at.shape).join(', ');
      return { problem: `"${path}": there is no field "${step}"; there are: ${known}` };
    }
    at = bare(field);
  }
  const isList = at instanceof z.ZodArray;
  const leaf = leafOf(isList ? bare((at as z.ZodArray).element as z.ZodType) : at);
  return leaf ? { steps, leaf, isList } : { problem: `"${path}" holds fields of its own: map those` };
}

/** The schema of the list's elements, for rows of a child file: `lines`, `payments`. */
export function listElement(schema: z.ZodType, name: string): z.ZodObject | null {
  const record = bare(schema);
  if (!(record instanceof z.ZodObject)) return null;
  const field = shapeOf(record)[name];
  const array = field && bare(field);
  const element = array instanceof z.ZodArray ? bare(array.element as z.ZodType) : null;
  return element instanceof z.ZodObject ? element : null;
}

/** Names of the fields that must have a value. */
export function requiredFields(schema: z.ZodType): string[] {
  const record = bare(schema);
  if (!(record instanceof z.ZodObject)) return [];
  return Object.entries(shapeOf(record))
    .filter(([, field]) => !field.safeParse(undefined).success)
    .map(([name]) => name);
}

function shapeOf(schema: z.ZodObject): Readonly<Record<string, z.ZodType>> {
  return schema.shape;
}

function parsePath(path: string): Step[] | null {
  if (!/^[A-Za-z]\w*(\[\d{1,2}\])?(\.[A-Za-z]\w*(\[\d{1,2}\])?)*$/.test(path)) return null;
  return path
    .replaceAll(']', '')
    .split(/[.[]/)
    .map((step) => (/^\d/.test(step) ? Number(step) : step));
}

/** The schema without optional, nullable and default around it. */
function bare(schema: z.ZodType): z.ZodType {
  let at = schema;
  while (at instanceof z.ZodOptional || at instanceof z.ZodNullable || at instanceof z.ZodDefault) {
    at = at.unwrap() as z.ZodType;
  }
  return at;
}

function leafOf(schema: z.ZodType): Leaf | null {
  if (schema === decimal) return { type: 'decimal' };
  if (schema instanceof z.ZodISODate) return { type: 'day' };
  if (schema instanceof z.ZodISODateTime) return { type: 'instant' };
  if (schema instanceof z.ZodBoolean) return { type: 'boolean' };
  if (schema instanceof z.ZodNumber) return { type: 'integer' };
  if (schema instanceof z.ZodEnum) return { type: 'choice', values: schema.options.map(String) };
  return schema instanceof z.ZodObject || schema instanceof z.ZodArray ? null : { type: 'text' };
}
