import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { DateTime as Luxon, Duration as LuxonDuration } from 'luxon';

function scalar<T>(
  name: string,
  description: string,
  parse: (value: unknown) => T,
  serialize: (value: unknown) => unknown,
  specifiedByURL?: string,
): GraphQLScalarType {
  return new GraphQLScalarType({
    name,
    description,
    specifiedByURL,
    serialize,
    parseValue: parse,
    parseLiteral(node) {
      if (node.kind !== Kind.STRING) throw new GraphQLError(`${name} must be a string.`, { nodes: node });
      return parse(node.value);
    },
  });
}

const POSTGRES_INSTANT = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d)(?::?(\d\d))?$/;

/** PostgreSQL's text form (`2026-11-22 00:11:35.123456+00`), a Date or RFC 3339, as RFC 3339. */
export function toInstant(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string')
    throw new GraphQLError(`DateTime cannot represent ${JSON.stringify(value)}.`);
  const match = POSTGRES_INSTANT.exec(value);
  if (!match) return value;
  const [, date, time, hours, minutes = '00'] = match;
  return hours === '+00' && minutes === '00' ? `${date}T${time}Z` : `${date}T${time}${hours}:${minutes}`;
}

function isPlainYear(year: number): boolean {
  return year >= 1 && year <= 9999;
}

function parseInstant(value: unknown): Date {
  if (value instanceof Date) return value;
  const instant =
    typeof value === 'string' && /T.*(Z|[+-]\d\d:?\d\d)$/i.test(value) ? Luxon.fromISO(value) : null;
  // PostgreSQL and RFC 3339 know the years 0001 to 9999.
  if (!instant?.isValid || !isPlainYear(instant.toUTC().year)) {
    throw new GraphQLError(
      `DateTime must be RFC 3339 with an offset, such as "2026-11-22T09:30:00+01:00", got ${JSON.stringify(value)}.`,
    );
  }
  return instant.toJSDate();
}

function parseDay(value: unknown): string {
  const day = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Luxon.fromISO(value) : null;
  if (!day?.isValid || !isPlainYear(day.year)) {
    throw new GraphQLError(`Date must be a calendar day such as "2026-11-22", got ${JSON.stringify(value)}.`);
  }
  return value as string;
}

const DECIMAL = /^-?\d{1,20}(\.\d{1,10})?$/;

function parseDecimal(value: unknown): string {
  if (typeof value !== 'string' || !DECIMAL.test(value)) {
    throw new GraphQLError(`Decimal must be a string such as "12.50", got ${JSON.stringify(value)}.`);
  }
  return value;
}

function parseCurrency(value: unknown): string {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value)) {
    throw new GraphQLError(
      `CurrencyCode must be an ISO 4217 code such as "EUR", got ${JSON.stringify(value)}.`,
    );
  }
  return value;
}

export const DateTime = scalar(
  'DateTime',
  'An instant, RFC 3339 with offset: `2026-11-22T09:30:00Z`.',
  parseInstant,
  toInstant,
  'https://scalars.graphql.org/andimarek/date-time',
);

export const LocalDate = scalar(
  'Date',
  'A calendar day without time or zone: `2026-11-22`.',
  parseDay,
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)),
  'https://scalars.graphql.org/andimarek/local-date',
);

export const Decimal = scalar(
  'Decimal',
  'A decimal number as a string, with exactly the digits it was delivered with: `"12.50"`. Never a float.',
  parseDecimal,
  String,
);

export const CurrencyCode = scalar('CurrencyCode', 'A currency, ISO 4217: `EUR`.', parseCurrency, String);

function parseDuration(value: unknown): number {
  const duration =
    typeof value === 'string' && /^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/.test(value)
      ? LuxonDuration.fromISO(value)
      : null;
  if (!duration?.isValid) {
    throw new GraphQLError(
      `Duration must be ISO 8601 in days, hours, minutes and seconds, such as "PT1H30M", got ${JSON.stringify(value)}.`,
    );
  }
  return duration.as('seconds');
}

/** Inside, durations are whole seconds. */
export const Duration = scalar(
  'Duration',
  'A span of time, ISO 8601 in days, hours, minutes and seconds: `PT1H30M`. A day is 24 hours.',
  parseDuration,
  (value) =>
    LuxonDuration.fromObject({ seconds: Math.round(Number(value)) })
      .shiftTo('days', 'hours', 'minutes', 'seconds')
      .removeZeros()
      .toISO(),
);

/** Any JSON value: the free part of events and settings. */
export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  specifiedByURL: 'https://www.ecma-international.org/publications-and-standards/standards/ecma-404/',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: function parse(node, variables): unknown {
    switch (node.kind) {
      case Kind.STRING:
      case Kind.BOOLEAN:
        return node.value;
      case Kind.INT:
      case Kind.FLOAT:
        return Number(node.value);
      case Kind.OBJECT:
        return Object.fromEntries(
          node.fields.map((field) => [field.name.value, parse(field.value, variables)]),
        );
      case Kind.LIST:
        return node.values.map((each) => parse(each, variables));
      case Kind.VARIABLE:
        return variables?.[node.name.value];
      default:
        return null;
    }
  },
});
