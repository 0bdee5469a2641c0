import { z } from 'zod';
import { externalId, instant, longText, text } from './record-fields.ts';

export const interactionRecord = z.strictObject({
  customerExternalId: externalId,
  contactExternalId: externalId.nullish(),
  kind: z.enum([
    'CALL',
    'EMAIL',
    'LETTER',
    'MESSAGE',
    'VISIT',
    'MEETING',
    'CONFERENCE',
    'TRADE_FAIR',
    'NOTE',
    'TASK',
    'APPOINTMENT',
    'PORTAL',
  ]),
  direction: z.enum(['INBOUND', 'OUTBOUND']).nullish(),
  subject: text,
  body: longText.nullish(),
  /** Whether only the company's own people see it; notes and tasks if nothing is said. */
  internal: z.boolean().nullish(),
  happenedAt: instant,
  dueAt: instant.nullish(),
  completedAt: instant.nullish(),
});
