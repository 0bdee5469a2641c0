import { Worker } from 'node:worker_threads';

// In a thread of its own: a plugin that hangs in a loop never gets to see that its channel was closed.
const watch = `
  const { workerData: parent } = require('node:worker_threads');
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, 1000);
`;

/** Ends this process when the one that started it is gone, whatever it is doing. */
export function endWithParent(): void {
  new Worker(watch, { eval: true, workerData: process.ppid, execArgv: [] }).unref();
}
