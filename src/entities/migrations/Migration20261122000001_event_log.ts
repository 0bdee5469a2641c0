import { Migration } from '@mikro-orm/migrations';

/** The event log (DESIGN §7): written by hand, since the ORM knows neither partitions nor `xid8`. */
export class Migration20261122000001_event_log extends Migration {
  override name = 'Migration20261122000001_event_log';

  override up(): void {
    // `tx` stands before `seq` on purpose: defaults are evaluated in this order, so whoever has drawn a `seq`
    // has a transaction id already. The sequencer's proof that a gap stays empty rests on it (src/events/gaps.ts).
    this.addSql(`
      create table event_inbox (
        tx xid8 not null default pg_current_xact_id(),
        seq bigint generated always as identity primary key,
        id uuid not null,
        type text not null,
        subject_type text not null,
        subject_id uuid not null,
        customer_id uuid,
        actor jsonb not null,
        data jsonb not null,
        occurred_at timestamptz(6) not null
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
              autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000)`);

    // The partitions are made ahead, and dropped when too old, by the sequencer (src/events/partitions.ts).
    this.addSql(`
      create table event (
        position bigint not null primary key,
        id uuid not null,
        type text not null,
        subject_type text not null,
        subject_id uuid not null,
        customer_id uuid,
        actor jsonb not null,
        data jsonb not null,
        occurred_at timestamptz(6) not null,
        recorded_at timestamptz(6) not null default now()
      ) partition by range (position)`);
    this.addSql(`create index event_customer_index on event (customer_id, position) where customer_id is not null`);
    this.addSql(`create index event_subject_index on event (subject_id, position)`);
    this.addSql(`create index event_type_index on event (type, position)`);
    this.addSql(`create index event_id_index on event (id)`);

    this.addSql(`
      create table event_partition (
        name text primary key,
        first_position bigint not null unique,
        last_position bigint not null unique,
        created_at timestamptz(6) not null default now()
      )`);

    // One row. `identity` is the database that `epoch` was drawn for: see src/events/epoch.ts.
    this.addSql(`
      create table event_log_state (
        singleton boolean primary key default true check (singleton),
        epoch text not null,
        identity text,
        first_position bigint not null default 1,
        last_position bigint not null default 0,
        owner text,
        heartbeat timestamptz(6) not null default now()
      ) with (fillfactor = 20)`);
    this.addSql(
      `insert into event_log_state (epoch) values (substr(replace(gen_random_uuid()::text, '-', ''), 1, 12))`,
    );
  }

  override down(): void {
    this.addSql(`drop table event, event_inbox, event_partition, event_log_state`);
  }
}
