import { definePlugin, readFields } from '../kit/index.ts';
import { understand } from './messages.ts';
import { options } from './options.ts';

/**
 * Any telephone system that can post `newCall`, `answer` and `hangup`: sipgate.io, and everything that has an adapter
 * for Zammad's generic CTI.
 */
export default definePlugin({
  id: 'telephony-generic',
  name: 'Telephone system (generic)',
  version: '1.0.0',
  requires: '^1.1.0',
  description: 'Calls of any telephone system that posts newCall, answer and hangup, as sipgate.io does.',
  options,
  async check() {
    // It is called, it calls nobody: that the options are valid is all that can be said from here.
    return { problems: [] };
  },
  ingress: {
    kind: 'telephony',
    urlSecret: 'urlSecret',
    hmac: {
      secret: 'hmacSecret',
      header: 'x-kontor-signature',
      algorithm: 'sha256',
      encoding: 'hex',
      prefix: 'sha256=',
      signed: '{timestamp}.{body}',
      timestamp: { header: 'x-kontor-timestamp', toleranceSeconds: 300 },
    },
    answers: {
      'application/json': { contentType: 'application/json', body: '{}' },
      'multipart/form-data': { contentType: 'application/json', body: '{}' },
      // sipgate.io sends answer and hangup only to the URLs that the answer to newCall names.
      'application/x-www-form-urlencoded': {
        contentType: 'application/xml',
        body: '<?xml version="1.0" encoding="UTF-8"?>\n<Response onAnswer="{url}" onHangup="{url}"/>\n',
      },
    },
    handle({ options: given, log }, request) {
      const numbers = {
        format: given.numberFormat,
        country: given.defaultCountry ?? null,
        ownNumbers: given.ownNumbers,
      };
      const understood = understand(readFields(request));
      if ('fault' in understood) return { rejected: understood.fault };
      if ('nothing' in understood) {
        log('debug', understood.nothing);
        return { numbers };
      }
      return { events: [understood.event], numbers };
    },
  },
});
