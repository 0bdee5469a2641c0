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
  // One more than two cores: many tests wait for processes that they have killed.
  maxWorkers: 3,
  // Modules of a file are not let go of (jest, ESM): without it a worker grows past 2 GB and collects garbage half of its time.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
};
