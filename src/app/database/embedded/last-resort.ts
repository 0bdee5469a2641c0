const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const lastResorts = new Set<() => void>();

/**
 * Runs `stopNow` when the process ends without having stopped in order: by process.exit, by an uncaught error,
 * or by a signal that nobody else handles. Returns how to call it off.
 */
export function stopWithTheProcess(stopNow: () => void): () => void {
  if (lastResorts.size === 0) listen();
  lastResorts.add(stopNow);
  return () => {
    if (lastResorts.delete(stopNow) && lastResorts.size === 0) stopListening();
  };
}

function listen(): void {
  process.on('exit', runAll);
  for (const signal of signals) process.on(signal, onSignal);
}

function stopListening(): void {
  process.off('exit', runAll);
  for (const signal of signals) process.off(signal, onSignal);
}

function runAll(): void {
  stopListening();
  for (const stopNow of lastResorts) stopNow();
  lastResorts.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  // Whoever else listens decides how the process ends; the exit event still comes.
  if (process.listenerCount(signal) > 1) return;
  runAll();
  process.kill(process.pid, signal);
}
