import { GraphQLError } from 'graphql';
import { createErrorMask } from '../../src/app/gate/mask-error.ts';
import { DomainError } from '../../src/shared/errors.ts';

interface LogEntry {
  errorId: string;
  path: string | undefined;
  err: unknown;
}

function maskWithLog() {
  const log: LogEntry[] = [];
  const maskError = createErrorMask({ error: (details) => log.push(details as LogEntry) });
  return { maskError, log };
}

describe('an error that the caller is meant to read', () => {
  it('passes with its code, path and place', () => {
    const { maskError, log } = maskWithLog();
    const error = new GraphQLError('No such customer.', {
      path: ['customer'],
      extensions: { code: 'NOT_FOUND', hint: 'look twice' },
    });
    expect(maskError(error)).toEqual({
      message: 'No such customer.',
      path: ['customer'],
      extensions: { code: 'NOT_FOUND', hint: 'look twice' },
    });
    expect(log).toEqual([]);
  });

  it('passes when it is a refusal of the domain', () => {
    const { maskError, log } = maskWithLog();
    const refusal = new DomainError('CURSOR_EXPIRED', 'The cursor is older than 30 days.', 'filter.after');
    const error = new GraphQLError(refusal.message, { path: ['events'], originalError: refusal });
    expect(maskError(error)).toEqual({
      message: 'The cursor is older than 30 days.',
      path: ['events'],
      extensions: { code: 'CURSOR_EXPIRED', field: ['filter', 'after'] },
    });
    expect(log).toEqual([]);
  });

  it('does not bring stacks along', () => {
    const { maskError } = maskWithLog();
    const error = new GraphQLError('No.', {
      extensions: { code: 'FORBIDDEN', stacktrace: ['at secret.ts'] },
    });
    expect(maskError(error).extensions).toEqual({ code: 'FORBIDDEN' });
  });
});

describe('a database that does not answer', () => {
  it.each([
    ['a statement that took too long', Object.assign(new Error('canceled'), { code: '57014' })],
    ['a restart', Object.assign(new Error('terminating connection'), { code: '57P01' })],
    ['a refused connection', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect')],
  ])('is told as something to try again, and logged: %s', (_, failure) => {
    const { maskError, log } = maskWithLog();
    const masked = maskError(new GraphQLError(failure.message, { originalError: failure }));
    expect(masked).toEqual({
      message: 'The database is busy or restarting; try again.',
      extensions: { code: 'UNAVAILABLE', id: log[0]?.errorId },
    });
  });

  it('is not what a plugin reports that cannot reach its own system', () => {
    const { maskError } = maskWithLog();
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const failure = new TypeError('fetch failed', { cause: refused });
    const masked = maskError(new GraphQLError(failure.message, { originalError: failure }));
    expect(masked.extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
  });
});

describe('an error that nobody foresaw', () => {
  const sql = new Error('select secret from key: relation does not exist');

  it('leaves as an id', () => {
    const { maskError, log } = maskWithLog();
    const masked = maskError(
      new GraphQLError(sql.message, { path: ['customer', 'name'], originalError: sql }),
    );
    const id = log[0]?.errorId;
    expect(masked).toEqual({
      message: `Internal error (id ${id})`,
      path: ['customer', 'name'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', id },
    });
  });

  it('is logged whole', () => {
    const { maskError, log } = maskWithLog();
    maskError(new GraphQLError(sql.message, { path: ['customer', 'name'], originalError: sql }));
    expect(log).toEqual([{ errorId: expect.any(String), path: 'customer.name', err: sql }]);
  });

  it('is logged once, however many fields it reached', () => {
    const { maskError, log } = maskWithLog();
    const masked = [0, 1, 2].map((n) =>
      maskError(new GraphQLError(sql.message, { path: ['customers', n], originalError: sql })),
    );
    expect(log).toHaveLength(1);
    expect(new Set(masked.map(({ message }) => message)).size).toBe(1);
  });

  it.each([
    ['a code that is not ours', new GraphQLError('x', { extensions: { code: '42P01' } })],
    ['no code', new GraphQLError('Cannot return null for non-nullable field Customer.name.')],
    ["a framework's label", new GraphQLError('secret', { extensions: { code: 'INTERNAL_SERVER_ERROR' } })],
    ['a plain error', sql],
    ['what is no error at all', 'secret'],
    ['nothing', undefined],
  ])('is recognized by %s', (_, error) => {
    const { maskError, log } = maskWithLog();
    const { message, extensions } = maskError(error);
    expect([message, extensions?.['code']]).toEqual([
      `Internal error (id ${log[0]?.errorId})`,
      'INTERNAL_SERVER_ERROR',
    ]);
  });
});
