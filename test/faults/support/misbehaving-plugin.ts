/** A plugin that delivers one customer, and then does what its option says. */
export const misbehavingPlugin = `
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { definePlugin, z } from '@kontor/plugin-kit';

const never = () => new Promise(() => setInterval(() => {}, 1_000));

const behaviours = {
  async 'hangs in a loop'() { for (;;); },
  async 'leaks buffers'() {
    const held = [];
    for (;;) { held.push(Buffer.alloc(4_000_000, 1)); await new Promise((resolve) => setTimeout(resolve, 5)); }
  },
  async 'throws'() { throw new Error('the upstream is down'); },
  async 'throws where nobody catches it'() { setTimeout(() => { throw new Error('lost'); }); await never(); },
  async 'exits'() { process.exit(3); },
  async 'writes garbage to the channel'() { writeSync(3, 'this is not JSON\\n'); await never(); },
  async 'writes a line without an end to the channel'() {
    for (;;) {
      try { writeSync(3, 'x'.repeat(50_000)); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
  async 'never answers'() { await never(); },
  async 'answers twice'() {
    const write = Socket.prototype.write;
    Socket.prototype.write = function (chunk, ...more) {
      write.call(this, chunk);
      return write.call(this, chunk, ...more);
    };
  },
  async 'floods its log'() {
    for (let line = 0; ; line += 1) {
      console.log('x'.repeat(1_000));
      if (line % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  },
};

export default definePlugin({
  id: 'misbehaving', name: 'Misbehaving', version: '1.0.0', requires: '^1.0.0', description: 'Does what it is told.',
  options: z.strictObject({ how: z.string() }),
  async check() { return { problems: [] }; },
  streams: {
    customers: {
      record: 'customer', description: 'One customer',
      async *pull(context) {
        yield { upserts: [{ externalId: context.options.how, record: { customerNumber: context.options.how, name: context.options.how } }], cursor: 1 };
        await behaviours[context.options.how]();
        yield { upserts: [], cursor: 2 };
      },
    },
  },
});
`;
