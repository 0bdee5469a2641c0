// Loaded into every peer before its own code: tells the bench how much CPU time and memory the process uses.
process.on('message', (message) => {
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send?.(['cpu', user + system]);
  }
  if (message === 'memory') process.send?.(['memory', process.memoryUsage.rss()]);
});
// Listening must not keep a process alive that would end.
process.channel?.unref();
// A bench that crashed leaves no server behind.
process.once('disconnect', () => process.exit(1));
