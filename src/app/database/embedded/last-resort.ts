const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `stopNow` when the process ends without having stopped in order: by process.exit, by an uncaught error,
 * or by a signal that nobody else handles. Returns how to call it off.
 */
export function stopWithTheProcess(stopNow: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    // Whoever else listens decides how the process ends; the exit event still comes.
    if (process.listenerCount(signal) > 1) return;
    disarm();
    stopNow();
    process.kill(process.pid, signal);
  };
  const onExit = (): void => stopNow();
  const disarm = (): void => {
    process.off('exit', onExit);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.once('exit', onExit);
  for (const signal of signals) process.on(signal, onSignal);
  return disarm;
}
