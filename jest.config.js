// As it runs for its users; graphql-js otherwise looks at every type twice.
process.env.NODE_ENV = 'production';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', {}] },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testSequencer: '<rootDir>/test/support/longest-first.js',
  maxWorkers: 2,
  // Modules of a file are not let go of (jest, ESM): without it a worker grows past 2 GB and collects garbage half of its time.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
};
