import { createLogger } from '../../src/app/logger.ts';

function logged(work: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  work(createLogger({ logLevel: 'info', logFormat: 'json' }, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('tells of a lost session in what the error says, without the client that pg hangs on it', () => {
    const error = Object.assign(new Error('terminating connection'), {
      code: '57P01',
      client: { types: {} },
    });
    const [line] = logged((logger) => logger.error({ err: error }, 'Session lost'));
    expect(line?.['err']).toMatchObject({ message: 'terminating connection', code: '57P01' });
    expect(line?.['err']).not.toHaveProperty('client');
  });

  it('never has the credential of a request', () => {
    const [line] = logged((logger) =>
      logger.info({ req: { headers: { authorization: 'Bearer kontor_x' } } }),
    );
    expect(JSON.stringify(line)).not.toContain('kontor_x');
  });
});
