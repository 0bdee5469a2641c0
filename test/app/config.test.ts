import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, configKeys, readConfig, variableOf } from '../../src/app/config.ts';
import { configurationDocs, describeConfig, effectiveVariables } from '../../src/app/config/describe.ts';

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('an empty environment', () => {
  it('gives the defaults', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: '0.0.0.0',
      databaseUrl: undefined,
      databasePoolSize: 10,
      dataDir: resolve('.kontor'),
      plugins: [],
      secretKey: undefined,
      introspection: true,
      graphiql: true,
      timeZone: 'Europe/Berlin',
      maxDepth: 12,
      maxQueryBytes: 20_000,
      eventRetentionDays: 30,
      ingressWaitingLimit: 100_000,
      ingressRetentionDays: 7,
      callRingingMinutes: 10,
      callSilenceMinutes: 240,
      logLevel: 'info',
      logFormat: 'json',
      corsOrigins: [],
      shutdownTimeoutMilliseconds: 10_000,
    });
  });

  it('is the same as one where every variable is an empty string', () => {
    const empty = Object.fromEntries(configKeys.map((key) => [variableOf(key).name, '']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });
});

describe('a value that is allowed', () => {
  it.each([
    ['PORT', '0', { port: 0 }],
    ['KONTOR_GRAPHIQL', 'off', { graphiql: false }],
    ['KONTOR_PLUGINS', ' ./my-plugin, @acme/kontor-sap ,', { plugins: ['./my-plugin', '@acme/kontor-sap'] }],
    ['KONTOR_TIME_ZONE', 'europe/vienna', { timeZone: 'Europe/Vienna' }],
    [
      'CORS_ORIGINS',
      'https://a.example,http://localhost:3000',
      { corsOrigins: ['https://a.example', 'http://localhost:3000'] },
    ],
    ['KONTOR_SECRET_KEY', 'ab'.repeat(32), { secretKey: Buffer.alloc(32, 0xab) }],
    ['KONTOR_SECRET_KEY', Buffer.alloc(32, 0xab).toString('base64'), { secretKey: Buffer.alloc(32, 0xab) }],
  ])('%s=%s is taken', (name, value, expected) => {
    expect(readConfig({ [name]: value })).toMatchObject(expected);
  });
});

describe('a wrong value', () => {
  it.each([
    ['PORT', '65536'],
    ['PORT', '4000.5'],
    ['PORT', '-1'],
    ['HOST', 'not a host'],
    ['DATABASE_POOL_SIZE', '1'],
    ['KONTOR_PLUGINS', 'Fine, Not'],
    ['KONTOR_INTROSPECTION', 'true'],
    ['KONTOR_TIME_ZONE', 'Europe/Berln'],
    ['KONTOR_TIME_ZONE', '+02:00'],
    ['KONTOR_MAX_DEPTH', '0'],
    ['LOG_LEVEL', 'verbose'],
    ['CORS_ORIGINS', 'https://a.example/path'],
  ])('%s=%s is answered with variable, value and what is allowed', (name, value) => {
    const [fault, ...others] = faultsOf({ [name]: value });
    expect(others).toEqual([]);
    expect(fault).toMatch(new RegExp(`^${name}: came .+, allowed: .+`));
    expect(fault).toContain(JSON.stringify(value));
  });

  it('stops the start with one line for each fault', () => {
    const faults = faultsOf({ PORT: 'x', LOG_LEVEL: 'y', KONTOR_GRAPHIQL: 'z' });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['PORT', 'KONTOR_GRAPHIQL', 'LOG_LEVEL']);
  });

  it.each(['KONTOR_SECRET_KEY', 'DATABASE_URL'])('of the secret %s is not repeated', (name) => {
    expect(faultsOf({ [name]: 'geheim' })[0]).toMatch(
      /^\w+: came a value of 6 characters \(hidden\), allowed: /,
    );
  });
});

describe('a KONTOR_ variable that does not exist', () => {
  it.each([
    ['KONTOR_PLUGIN', 'KONTOR_PLUGINS'],
    ['KONTOR_TIMEZONE', 'KONTOR_TIME_ZONE'],
    ['KONTOR_PORT', 'PORT'],
    ['KONTOR_DATABASE_URL', 'DATABASE_URL'],
  ])('%s is a fault that suggests %s', (name, suggestion) => {
    expect(faultsOf({ [name]: 'x' })).toEqual([`${name}: no such variable, did you mean ${suggestion}?`]);
  });

  it('is a fault without a suggestion where nothing is near', () => {
    expect(faultsOf({ KONTOR_COFFEE_STRENGTH: 'x' })).toEqual([
      'KONTOR_COFFEE_STRENGTH: no such variable, see docs/configuration.md',
    ]);
  });
});

describe('the description of a configuration', () => {
  const config = readConfig({
    PORT: '5000',
    DATABASE_URL: 'postgresql://kontor:geheim@db.example:5432/kontor?sslpassword=auch-geheim',
    KONTOR_SECRET_KEY: 'ab'.repeat(32),
  });

  it('says where each value came from', () => {
    expect(effectiveVariables(config)).toEqual(
      expect.arrayContaining([
        { name: 'PORT', value: '5000', source: 'environment' },
        { name: 'HOST', value: '0.0.0.0', source: 'default' },
      ]),
    );
  });

  it('says what it means that something is not set', () => {
    expect(describeConfig(readConfig({}))).toMatch(/DATABASE_URL +default +\(an embedded PostgreSQL/);
  });

  it('shows no secret, and of a database URL the place', () => {
    const text = describeConfig(config) + JSON.stringify(effectiveVariables(config));
    expect(text).not.toMatch(/geheim|abab|q6ur/);
    expect(text).toContain('postgresql://kontor:(hidden)@db.example:5432/kontor');
  });
});

describe('docs/configuration.md', () => {
  it('is what `kontor config --docs` prints', () => {
    const file = new URL('../../docs/configuration.md', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(configurationDocs());
  });
});
