// Loaded into every peer before its own code: tells the bench how much CPU time the process has used.
process.on('message', (message) => {
  if (message !== 'cpu') return;
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
// Listening must not keep a process alive that would end.
process.channel?.unref();
// A bench that crashed leaves no server behind.
process.once('disconnect', () => process.exit(1));
