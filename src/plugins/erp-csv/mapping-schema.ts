import { z } from 'zod';
import { country, currency, type RecordKind } from '../kit/index.ts';
import { encodings } from './options.ts';

/** The plugin's streams, in dependency order, and the record each delivers. */
export const streamRecords = {
  customers: 'customer',
  contacts: 'contact',
  products: 'product',
  availability: 'availability',
  quotes: 'quote',
  orders: 'order',
  invoices: 'invoice',
  creditNotes: 'creditNote',
  interactions: 'interaction',
} as const satisfies Record<string, RecordKind>;

export type StreamName = keyof typeof streamRecords;
export const streamNames = Object.keys(streamRecords) as StreamName[];

/** One, or a list of them. Not a union: its error messages say only that nothing fits. */
const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.preprocess((given): unknown => (Array.isArray(given) ? given : [given]), z.array(schema).min(1));
const column = z.string().min(1);

/** How a file is written. */
const csvSchema = z.strictObject({
  encoding: z.enum(encodings).optional(),
  delimiter: z.string().length(1).optional(),
  quote: z.string().length(1).optional(),
  /** Column names of a file that has no header line. */
  columns: z.array(column).min(1).optional(),
  /** Lines above the header to leave out. */
  skipLines: z.int().min(0).max(1000).optional(),
  /** Whether rows may have fewer values than the header; otherwise they are taken for damaged. */
  allowShortRows: z.boolean().optional(),
});

/** How values are written. */
const formatsSchema = z.strictObject({
  /** luxon tokens, or "ISO"; several are tried in order. */
  date: oneOrMore(z.string().min(1)).optional(),
  dateTime: oneOrMore(z.string().min(1)).optional(),
  /** Time zone of instants without an offset. */
  zone: z.string().min(1).optional(),
  decimalPoint: z.enum(['.', ',']).optional(),
  thousands: z.enum(['.', ',', "'", ' ', '']).optional(),
});

const conditionSchema = z
  .strictObject({
    column,
    equals: oneOrMore(z.string()).optional(),
    notEquals: oneOrMore(z.string()).optional(),
    empty: z.boolean().optional(),
  })
  .refine((one) => [one.equals, one.notEquals, one.empty].filter((test) => test !== undefined).length === 1, {
    error: 'a condition has exactly one of "equals", "notEquals" and "empty"',
  });

const sources = ['column', 'value', 'template', 'compute'] as const;

const fieldObject = z
  .strictObject({
    column: column.optional(),
    value: z.union([z.string(), z.boolean(), z.int()]).optional(),
    /** Text with columns in braces: `{first_name} {last_name}`. */
    template: z.string().min(1).optional(),
    /** Arithmetic over columns in braces: `round({price} * {quantity}, 2)`. */
    compute: z.string().min(1).optional(),
    /** Value map: the name of one of `valueMaps` or `lookups`, or written here. */
    map: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
    /** What stands for every text that the value map does not list. */
    otherwise: z.string().optional(),
    /** What stands for an empty cell. */
    default: z.string().optional(),
    /** Texts that mean "nothing", for example "0000-00-00". */
    ignore: z.array(z.string()).optional(),
    ignoreZero: z.boolean().optional(),
    /** For lists of texts (tags): what separates the entries in the cell. */
    split: z.string().min(1).optional(),
    /** Date formats of this column. */
    format: oneOrMore(z.string().min(1)).optional(),
    onlyIf: oneOrMore(conditionSchema).optional(),
  })
  .refine((field) => sources.filter((source) => field[source] !== undefined).length === 1, {
    error: 'a field has exactly one of "column", "value", "template" and "compute"',
  });

/** A field: the name of a column, or where its value comes from in detail. */
const fieldSchema = z.preprocess(
  (given) => (typeof given === 'string' ? { column: given } : given),
  fieldObject,
);

const rowsSchema = z.strictObject({
  file: z.string().min(1),
  csv: csvSchema.optional(),
  formats: formatsSchema.optional(),
  fields: z.record(z.string(), fieldSchema),
  onlyIf: oneOrMore(conditionSchema).optional(),
});

const childSchema = rowsSchema.extend({
  /** The child's columns that name its parent. */
  key: oneOrMore(column),
  /** The parent's columns they are compared with; default: the same names. */
  parentKey: oneOrMore(column).optional(),
});

const sourceSchema = rowsSchema.extend({
  /** The columns that make up the external id. */
  key: oneOrMore(column),
  keySeparator: z.string().default('-'),
  /** Whether the file has all records there are: what vanishes from it is deleted. Default false: it stays. */
  complete: z.boolean().default(false),
  /** Rows of other files that become a list of the record, by its name: `lines`, `payments`. */
  children: z.record(z.string(), childSchema).default({}),
});

/** A value map that stands in a file: product names by number. It is held in memory. */
const lookupSchema = z.strictObject({
  file: z.string().min(1),
  csv: csvSchema.optional(),
  key: column,
  value: column,
});

export const mappingSchema = z.strictObject({
  $schema: z.string().optional(),
  description: z.string().optional(),
  defaults: z
    .strictObject({
      csv: csvSchema.optional(),
      formats: formatsSchema.optional(),
      currency: currency.optional(),
      /** Country of telephone numbers without one. */
      country: country.optional(),
    })
    .default({}),
  valueMaps: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  lookups: z.record(z.string(), lookupSchema).default({}),
  streams: z
    .partialRecord(z.enum(streamNames), oneOrMore(sourceSchema))
    .refine((streams) => Object.keys(streams).length > 0, { error: 'map at least one stream' }),
});

export type Mapping = z.output<typeof mappingSchema>;
export type SourceMapping = z.output<typeof sourceSchema>;
export type ChildMapping = z.output<typeof childSchema>;
export type FieldMapping = z.output<typeof fieldSchema>;
export type Condition = z.output<typeof conditionSchema>;
export type CsvFormat = z.output<typeof csvSchema>;
export type Formats = z.output<typeof formatsSchema>;
