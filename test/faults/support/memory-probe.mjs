// Loaded into a server before its own code: at SIGUSR2 it collects its garbage and writes down what is left, in bytes.
import { renameSync, writeFileSync } from 'node:fs';

process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  const file = process.env.KONTOR_TEST_MEMORY_FILE;
  writeFileSync(`${file}.new`, String(heapUsed + external));
  // Whoever sees it sees all of it.
  renameSync(`${file}.new`, file);
});
