import type { z } from 'zod';
import { recordSchemas, type RecordKind } from '../kit/index.ts';
import { findField, listElement, requiredFields, type Target } from './canonical-fields.ts';
import { type Formula, parseFormula } from './formula.ts';
import {
  type ChildMapping,
  type Condition,
  type CsvFormat,
  type FieldMapping,
  type Formats,
  type Mapping,
  type SourceMapping,
  type StreamName,
  streamNames,
  streamRecords,
} from './mapping-schema.ts';
import type { Options } from './options.ts';

/** A value map in a file; `entries` are filled when a pull begins. */
export interface Lookup {
  readonly file: string;
  readonly csv: Rows['csv'];
  readonly key: string;
  readonly value: string;
  readonly entries: Map<string, string>;
}

export interface Field {
  readonly path: string;
  readonly target: Target;
  readonly mapping: FieldMapping;
  readonly formula: Formula | null;
  readonly map: ReadonlyMap<string, string> | null;
  /** Where `map` comes from when it stands in a file. */
  readonly lookup: Lookup | null;
  readonly columns: readonly string[];
}

/** The rows of one file and what becomes of them. */
export interface Rows {
  readonly file: string;
  readonly csv: CsvFormat & { encoding: Options['encoding']; delimiter: string };
  readonly formats: Formats;
  readonly key: readonly string[];
  readonly onlyIf: readonly Condition[];
  readonly fields: readonly Field[];
}

export interface Child extends Rows {
  /** The record's list that the rows become: `lines`. */
  readonly name: string;
  readonly parentKey: readonly string[];
}

export interface Source extends Rows {
  readonly stream: StreamName;
  readonly record: RecordKind;
  readonly keySeparator: string;
  readonly complete: boolean;
  readonly children: readonly Child[];
}

export interface Compiled {
  readonly sources: readonly Source[];
  /** What is wrong, each with its place in the mapping file. */
  readonly problems: readonly string[];
}

/** A column of the parent's row, in the fields of a child. */
export const PARENT = 'parent.';

/** Resolves defaults and value maps and finds every field in the canonical records. */
export function compileMapping(mapping: Mapping, options: Options): Compiled {
  const problems: string[] = [];
  const sources: Source[] = [];
  const lookups = compileLookups(mapping, options, problems);
  for (const stream of streamNames) {
    const given = mapping.streams[stream] ?? [];
    for (const [index, source] of given.entries()) {
      const where = given.length > 1 ? `streams.${stream}[${index}]` : `streams.${stream}`;
      sources.push(compileSource({ mapping, options, lookups, problems, where }, stream, source));
    }
  }
  return { sources, problems };
}

interface Place {
  readonly mapping: Mapping;
  readonly options: Options;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly problems: string[];
  readonly where: string;
}

function compileLookups(mapping: Mapping, options: Options, problems: string[]): Map<string, Lookup> {
  const { encoding, delimiter } = options;
  const lookups = new Map<string, Lookup>();
  for (const [name, { csv, ...given }] of Object.entries(mapping.lookups)) {
    if (Object.hasOwn(mapping.valueMaps, name)) problems.push(`lookups.${name}: valueMaps has the same name`);
    const format = { encoding, delimiter, ...mapping.defaults.csv, ...csv };
    lookups.set(name, { ...given, csv: format, entries: new Map() });
  }
  return lookups;
}

/** The lookups that a source's fields and its children's need. */
export function lookupsOf(source: Source): readonly Lookup[] {
  const fields = [source, ...source.children].flatMap((rows) => rows.fields);
  return [...new Set(fields.flatMap(({ lookup }) => (lookup ? [lookup] : [])))];
}

function compileSource(place: Place, stream: StreamName, source: SourceMapping): Source {
  const record = streamRecords[stream];
  const schema = recordSchemas[record];
  const children = Object.entries(source.children).flatMap(([name, child]): Child[] => {
    const element = listElement(schema, name);
    const where = `${place.where}.children.${name}`;
    if (!element) {
      place.problems.push(`${where}: ${record} has no list "${name}" of records`);
      return [];
    }
    const { key } = child;
    const parentKey = child.parentKey ?? key;
    if (parentKey.length !== key.length) {
      place.problems.push(`${where}: key has ${key.length} columns and parentKey ${parentKey.length}`);
    }
    return [{ ...compileRows({ ...place, where }, child, element), name, parentKey }];
  });
  const rows = compileRows(place, source, schema);
  const { keySeparator, complete } = source;
  return { ...rows, stream, record, keySeparator, complete, children };
}

function compileRows(place: Place, rows: SourceMapping | ChildMapping, schema: z.ZodType): Rows {
  const { defaults } = place.mapping;
  const { encoding, delimiter } = place.options;
  const given = withDefaults(rows.fields, schema, defaults);
  const fields = Object.entries(given).flatMap(([path, field]) => compileField(place, schema, path, field));
  const mapped = new Set(fields.map((field) => field.target.steps[0]));
  for (const name of requiredFields(schema).filter((required) => !mapped.has(required))) {
    place.problems.push(`${place.where}.fields: "${name}" must be mapped`);
  }
  return {
    file: rows.file,
    csv: { encoding, delimiter, ...defaults.csv, ...rows.csv },
    formats: { ...defaults.formats, ...rows.formats },
    key: rows.key,
    onlyIf: rows.onlyIf ?? [],
    fields,
  };
}

/** Currency and telephone country that the mapping gives once for all. */
function withDefaults(
  fields: Readonly<Record<string, FieldMapping>>,
  schema: z.ZodType,
  defaults: Mapping['defaults'],
): Record<string, FieldMapping> {
  const all: Record<string, FieldMapping> = { ...fields };
  if (defaults.currency && !('problem' in findField(schema, 'currency'))) {
    all['currency'] ??= { value: defaults.currency };
  }
  if (defaults.country) {
    for (const path of Object.keys(fields)) {
      const phone = /^phones\[\d+\](?=\.raw$)/.exec(path);
      if (phone) all[`${phone[0]}.defaultCountry`] ??= { value: defaults.country };
    }
  }
  return all;
}

function compileField(place: Place, schema: z.ZodType, path: string, mapping: FieldMapping): Field[] {
  const { problems, where } = place;
  const target = findField(schema, path);
  if ('problem' in target) {
    problems.push(`${where}.fields: ${target.problem}`);
    return [];
  }
  const at = `${where}.fields["${path}"]`;
  const lookup = (typeof mapping.map === 'string' && place.lookups.get(mapping.map)) || null;
  const map = lookup?.entries ?? valueMap(place, mapping, at);
  let formula: Formula | null = null;
  try {
    formula = mapping.compute === undefined ? null : parseFormula(mapping.compute);
  } catch (error) {
    problems.push(`${at}.compute: ${(error as Error).message}`);
  }
  if (mapping.split !== undefined && !target.isList)
    problems.push(`${at}: "split" is for lists of texts only`);
  if (mapping.otherwise !== undefined && !mapping.map) problems.push(`${at}: "otherwise" needs a "map"`);
  const columns = [
    ...(mapping.column === undefined ? [] : [mapping.column]),
    ...(formula?.columns ?? []),
    ...templateColumns(mapping.template ?? ''),
    ...(mapping.onlyIf ?? []).map((condition) => condition.column),
  ];
  return [{ path, target, mapping, formula, map, lookup, columns }];
}

function valueMap(place: Place, { map }: FieldMapping, at: string): ReadonlyMap<string, string> | null {
  if (map === undefined) return null;
  if (typeof map !== 'string') return new Map(Object.entries(map));
  const named = place.mapping.valueMaps[map];
  if (named) return new Map(Object.entries(named));
  const known = [...Object.keys(place.mapping.valueMaps), ...place.lookups.keys()].join(', ') || 'none';
  place.problems.push(`${at}.map: there is no value map or lookup "${map}"; there are: ${known}`);
  return null;
}

export function templateColumns(template: string): string[] {
  return Array.from(template.matchAll(/\{([^}]+)\}/g), (match) => match[1] ?? '');
}
