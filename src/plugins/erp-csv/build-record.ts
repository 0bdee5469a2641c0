import Big from 'big.js';
import { recordSchemas, type RecordInput, type RecordKind } from '../kit/index.ts';
import type { Step } from './canonical-fields.ts';
import type { ChildRow } from './child-rows.ts';
import { type Child, type Field, PARENT, type Rows, type Source } from './compile.ts';
import type { Condition, Formats } from './mapping-schema.ts';
import type { Cells } from './read-csv.ts';
import { decimalText, readDecimal, readValue, type Value } from './values.ts';

type Draft = { [field: string]: unknown };

export interface Faults {
  /** Each with file, line and column. */
  readonly reasons: readonly string[];
}

/** A fault in one of the several columns of a formula. */
class CellError extends Error {
  constructor(
    readonly column: string,
    message: string,
  ) {
    super(message);
  }
}

/** The children's rows that belong to the parent's. */
export type ChildrenOf = (child: Child) => readonly ChildRow[];

/** Turns a row, with the rows of other files that belong to it, into a record, or says what is wrong with it. */
export function buildRecord(
  source: Source,
  row: ChildRow,
  childrenOf: ChildrenOf,
): { record: RecordInput<RecordKind> } | Faults {
  const reasons: string[] = [];
  const draft = fill(source, row, null, reasons);
  for (const child of source.children) {
    const rows = childrenOf(child).filter(({ cells }) =>
      child.onlyIf.every((one) => holds(one, cells, row.cells)),
    );
    const built = rows.map((one) => fill(child, one, row.cells, reasons));
    draft[child.name] = [...((draft[child.name] as unknown[] | undefined) ?? []), ...built];
  }
  if (reasons.length > 0) return { reasons };
  const checked = recordSchemas[source.record].safeParse(draft);
  if (checked.success) return { record: draft as RecordInput<RecordKind> };
  return {
    reasons: checked.error.issues.map((issue) => `${source.file}:${row.line}: ${explain(source, issue)}`),
  };
}

export function holds(condition: Condition, cells: Cells, parent: Cells | null): boolean {
  const text = cell(condition.column, cells, parent);
  if (condition.equals) return condition.equals.includes(text);
  if (condition.notEquals) return !condition.notEquals.includes(text);
  return (text === '') === condition.empty;
}

function explain(source: Source, issue: { path: PropertyKey[]; message: string }): string {
  const path = issue.path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text && '.'}${String(step)}`),
    '',
  );
  const columns = source.fields.find((field) => field.path === path)?.columns ?? [];
  const from = columns.length > 0 ? `column ${columns.map((name) => `"${name}"`).join(', ')} → ` : '';
  return `${from}${path || 'the record'}: ${issue.message}`;
}

function fill(rows: Rows, row: ChildRow, parent: Cells | null, reasons: string[]): Draft {
  const draft: Draft = {};
  for (const field of rows.fields) {
    try {
      const value = evaluate(field, rows.formats, row.cells, parent);
      if (value !== undefined) put(draft, field.target.steps, value);
    } catch (error) {
      const name = error instanceof CellError ? error.column : field.columns[0];
      const column = name === undefined ? '' : `column "${name}" → `;
      reasons.push(`${rows.file}:${row.line}: ${column}${field.path}: ${(error as Error).message}`);
    }
  }
  prune(draft);
  return draft;
}

function cell(column: string, cells: Cells, parent: Cells | null): string {
  const own = cells[column];
  if (own !== undefined) return own;
  return parent && column.startsWith(PARENT) ? (parent[column.slice(PARENT.length)] ?? '') : '';
}

function evaluate(
  field: Field,
  formats: Formats,
  cells: Cells,
  parent: Cells | null,
): Value | readonly Value[] | undefined {
  const { mapping, target } = field;
  if (mapping.onlyIf && !mapping.onlyIf.every((condition) => holds(condition, cells, parent)))
    return undefined;
  const constant = mapping.value;
  if (constant !== undefined) {
    if (typeof constant !== 'string') return constant;
    return target.isList ? [constant] : constant;
  }
  if (field.formula) {
    const result = field.formula.evaluate((column) => {
      const text = cell(column, cells, parent);
      if (text === '') return null;
      try {
        return new Big(readDecimal(text, formats));
      } catch (error) {
        throw new CellError(column, (error as Error).message);
      }
    });
    if (result === null || (mapping.ignoreZero && result.eq(0))) return undefined;
    return decimalText(result);
  }
  const text = mapped(field, textOf(field, cells, parent));
  if (text === '') return undefined;
  const read = (one: string) => readValue(target.leaf, one, formats, mapping.format);
  if (target.isList) {
    const parts = mapping.split === undefined ? [text] : text.split(mapping.split).map((part) => part.trim());
    return parts.filter((part) => part !== '').map(read);
  }
  const value = read(text);
  return mapping.ignoreZero && Number(value) === 0 ? undefined : value;
}

/** The cell's text, or the template's with its gaps closed; a template of empty columns only is empty. */
function textOf({ mapping, columns }: Field, cells: Cells, parent: Cells | null): string {
  if (mapping.column !== undefined) return cell(mapping.column, cells, parent);
  if (columns.length > 0 && columns.every((column) => cell(column, cells, parent) === '')) return '';
  return (mapping.template ?? '')
    .replaceAll(/\{([^}]+)\}/g, (_, column: string) => cell(column, cells, parent))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function mapped({ mapping, map }: Field, text: string): string {
  const raw = mapping.ignore?.includes(text) ? '' : text;
  const found = map?.get(raw) ?? (raw === '' ? undefined : mapping.otherwise);
  if (found !== undefined) return found;
  if (map && raw !== '') throw new Error(`"${raw}" is not in the value map`);
  return raw === '' ? (mapping.default ?? '') : raw;
}

function put(draft: Draft, steps: readonly Step[], value: unknown): void {
  let at: Record<Step, unknown> = draft;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    if (next === undefined) at[step] = value;
    else at = (at[step] ??= typeof next === 'number' ? [] : {}) as Record<Step, unknown>;
  }
}

/** What an entry must have to be one: a telephone without a number is left out, not refused. */
const essential: Readonly<Record<string, readonly string[]>> = {
  addresses: ['street', 'street2', 'postalCode', 'city', 'region'],
  shippingAddress: ['street', 'street2', 'postalCode', 'city', 'region'],
  phones: ['raw'],
  emails: ['address'],
  allowanceCharges: ['amount'],
  payments: ['amount'],
  taxSubtotals: ['taxableAmount'],
};

function prune(draft: Draft): void {
  for (const [name, value] of Object.entries(draft)) {
    const needed = essential[name];
    const isEmpty = (one: unknown) =>
      one === undefined || (needed?.every((field) => (one as Draft)[field] === undefined) ?? false);
    if (Array.isArray(value)) draft[name] = value.filter((one) => !isEmpty(one));
    else if (needed && isEmpty(value)) delete draft[name];
  }
}
