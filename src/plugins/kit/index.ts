export * from './call-events.ts';
export {
  checkIngress,
  type IngressUnderTest,
  type RuleResult,
  type SampleMessage,
} from './conformance/check-ingress.ts';
export * from './define-plugin.ts';
export * from './document-records.ts';
export * from './ingress.ts';
export * from './interaction-record.ts';
export * from './master-records.ts';
export * from './plugin.ts';
export {
  addressSchema,
  country,
  currency,
  day,
  decimal,
  emailSchema,
  instant,
  phoneSchema,
} from './record-fields.ts';
export * from './records.ts';
/** The options of a plugin are a `z.object(…)` of this zod. */
export { z } from 'zod';
