import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { startTestServer } from '../support/server.ts';

describe('a client that sends its request byte by byte', () => {
  it('is not waited for longer than a minute', async () => {
    const timeouts: number[] = [];
    const started = (message: unknown): void => {
      timeouts.push((message as { server: Server }).server.requestTimeout);
    };
    const server = await startTestServer();
    subscribe('http.server.request.start', started);
    try {
      await fetch(`${server.url}/healthz`);
      expect(timeouts).toEqual([60_000]);
    } finally {
      unsubscribe('http.server.request.start', started);
      await server.stop();
    }
  }, 120_000);
});
