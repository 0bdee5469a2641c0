import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';
import { Contact } from '../customers/contact.ts';
import { Customer } from '../customers/customer.ts';
import { Integration } from '../integrations/integration.ts';
import { Direction } from '../interactions/enums.ts';
import { Agent } from '../people/agent.ts';
import { Team } from '../people/team.ts';
import { Node, VersionedRecord } from '../record.ts';
import { CallCause, type CallerStatus, CallStatus } from './enums.ts';

@Extensions({ scope: 'calls:read' })
@ObjectType({
  implements: Node,
  description:
    'One telephone call, from the first ring to the last word, however many agents it rang at and however often it was transferred.',
  simpleResolvers: true,
})
@Entity({ tableName: 'call' })
@Unique({ properties: ['integration', 'externalCallId', 'generation'] })
@Index({ name: 'call_time_index', properties: ['happenedAt', 'id'] })
@Index({ name: 'call_agent_index', properties: ['agent', 'happenedAt', 'id'] })
@Index({
  name: 'call_customer_index',
  expression:
    'create index "call_customer_index" on "call" (customer_id, happened_at, id) where customer_id is not null',
})
@Index({
  name: 'call_remote_index',
  expression:
    'create index "call_remote_index" on "call" ((coalesce(remote_e164, remote_raw)), happened_at, id) where not anonymous and not internal',
})
// Who talked first after a call was missed, and what was missed before (services/telephony/missed-calls.ts).
@Index({
  name: 'call_talk_index',
  expression: `create index "call_talk_index" on "call" ((coalesce(remote_e164, remote_raw)), (coalesce(answered_at, ended_at)), id) where status in ('IN_PROGRESS', 'COMPLETED') and not anonymous and not internal`,
})
@Index({
  name: 'call_missed_index',
  expression: `create index "call_missed_index" on "call" ((coalesce(remote_e164, remote_raw)), started_at, id) where direction = 'INBOUND' and ended_at is not null and answered_at is null and status <> 'COMPLETED' and resolved_at is null and not anonymous and not internal`,
})
// What still waits for somebody to call back, newest first (the same rule: `isMissed`).
@Index({
  name: 'call_waiting_index',
  expression: `create index "call_waiting_index" on "call" (happened_at, id) where direction = 'INBOUND' and not internal and ended_at is not null and answered_at is null and status <> 'COMPLETED' and resolved_at is null`,
})
@Index({
  name: 'call_open_index',
  expression: `create index "call_open_index" on "call" (last_event_at) where status in ('RINGING', 'IN_PROGRESS')`,
})
export class Call extends VersionedRecord {
  @ManyToOne({ entity: () => Integration, deleteRule: 'restrict' })
  integration!: Rel<Integration>;

  @Field(() => String, {
    description:
      "The telephone system's own id of the call. Some use their ids again, so earlier calls may have the same.",
  })
  @Property({ type: 'text' })
  externalCallId!: string;

  /** The how-manieth call with this id it is (services/telephony/fold/successive-calls.ts). */
  @Property({ type: 'integer', default: 1 })
  generation: number = 1;

  @Field(() => Direction, { description: '`INBOUND`: somebody called us; `OUTBOUND`: we called.' })
  @Property({ type: 'text' })
  direction!: Direction;

  @Field(() => CallStatus, { description: 'How far it is, or what became of it.' })
  @Property({ type: 'text' })
  status!: CallStatus;

  @Field(() => CallCause, { nullable: true, description: 'Why it ended; null until then.' })
  @Property({ type: 'text', nullable: true })
  cause: CallCause | null = null;

  /** Who called, as the telephone system wrote it, and as E.164 where it can be told. */
  @Property({ type: 'text', nullable: true })
  fromRaw: string | null = null;

  @Property({ type: 'text', nullable: true })
  fromE164: string | null = null;

  @Property({ type: 'text', nullable: true })
  toRaw: string | null = null;

  @Property({ type: 'text', nullable: true })
  toE164: string | null = null;

  /** The other party's: `from` of inbound calls, `to` of outbound ones. */
  @Property({ type: 'text', nullable: true })
  remoteRaw: string | null = null;

  @Property({ type: 'text', nullable: true })
  remoteE164: string | null = null;

  @Field(() => Boolean, { description: 'The caller withholds the number.' })
  @Property({ type: 'boolean', default: false })
  anonymous: boolean = false;

  @Field(() => Boolean, {
    description: 'Both ends are ours; such calls are in no timeline of a customer.',
  })
  @Property({ type: 'boolean', default: false })
  internal: boolean = false;

  @Field(() => String, {
    nullable: true,
    description: 'The queue it waited in, as the telephone system names it.',
  })
  @Property({ type: 'text', nullable: true })
  queue: string | null = null;

  @ManyToOne({ entity: () => Team, nullable: true, deleteRule: 'set null' })
  team: Rel<Team> | null = null;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'set null' })
  agent: Rel<Agent> | null = null;

  @ManyToOne({ entity: () => Customer, nullable: true, deleteRule: 'set null' })
  customer: Rel<Customer> | null = null;

  @ManyToOne({ entity: () => Contact, nullable: true, deleteRule: 'set null' })
  contact: Rel<Contact> | null = null;

  /** How it is known who it is; null: it is not. */
  @Property({ type: 'text', nullable: true })
  callerStatus: CallerStatus | null = null;

  @Field(() => DateTime, { description: 'When it began to ring.' })
  @Property({ type: 'timestamptz', length: 6 })
  startedAt!: Date;

  /** The same, under the name that timelines order by. */
  @Property({ type: 'timestamptz', length: 6 })
  happenedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was first answered; null if it was not.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  answeredAt: Date | null = null;

  @Field(() => DateTime, { nullable: true, description: 'When it was over; null until then.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  endedAt: Date | null = null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds from the first ring until it was answered, or given up; null while it rings.',
  })
  @Property({ type: 'integer', nullable: true })
  waitingSeconds: number | null = null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds from the first answer to the end; null if it was not answered, and until it ended.',
  })
  @Property({ type: 'integer', nullable: true })
  talkingSeconds: number | null = null;

  /** What came of it, in the words of the agent. */
  @Property({ type: 'text', nullable: true })
  outcome: string | null = null;

  /** A missed call that a later conversation with the same number has settled. */
  @Property({ type: 'uuid', nullable: true })
  resolvedByCallId: string | null = null;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  resolvedAt: Date | null = null;

  /** When the telephone system was last heard of it: silent calls are closed after a while. */
  @Property({ type: 'timestamptz', length: 6 })
  lastEventAt!: Date;
}
