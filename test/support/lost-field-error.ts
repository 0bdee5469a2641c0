import { buildSchema, execute, parse } from 'graphql';
import { survivesLostFieldErrors } from '../../src/app/executor/lost-field-errors.ts';

const [, , what, guarded] = process.argv;
if (guarded === 'true') survivesLostFieldErrors({ warn: () => undefined });

if (what === 'other rejection') {
  void Promise.reject(new Error('Nobody listens.'));
} else {
  const schema = buildSchema('type Query { things: [Thing!] } type Thing { slow: String! fast: String! }');
  const things = [
    { slow: async () => Promise.reject(new Error('Too late.')), fast: 'x' },
    { slow: 'x', fast: null },
  ];
  await execute({ schema, document: parse('{ things { slow fast } }'), rootValue: { things } });
}
