import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { newId } from '../../shared/ids.ts';
import { Integration } from '../integrations/integration.ts';

/**
 * What a telephone system said about a call, each thing once. A call is folded from all of its events anew whenever
 * one comes, so that it does not matter in which order they do;
 * for that they are bounded.
 */
@Entity({ tableName: 'call_event' })
@Unique({ properties: ['integration', 'externalCallId', 'generation', 'contentHash'] })
export class CallEvent {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => Integration, deleteRule: 'cascade' })
  integration!: Rel<Integration>;

  @Property({ type: 'text' })
  externalCallId!: string;

  /** Which of the calls with this id it is about (services/telephony/fold/successive-calls.ts). */
  @Property({ type: 'integer', default: 1 })
  generation: number = 1;

  /** SHA-256 of what it says: the same thing said twice is one event. */
  @Property({ type: 'blob' })
  contentHash!: Uint8Array;

  /** The canonical event (plugins/kit/call-events.ts), with numbers read and parties named. */
  @Property({ type: 'jsonb' })
  content!: Record<string, unknown>;

  /** When it happened: as the telephone system says, else when it was received. */
  @Property({ type: 'timestamptz', length: 6 })
  occurredAt!: Date;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  recordedAt: Date = new Date();
}
