import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000000_initial extends Migration {

  override name = 'Migration20261122000000_initial';

  override up(): void | Promise<void> {
    this.addSql(`create table "agent" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "email" text null, "extension" text null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`alter table "agent" add constraint "agent_email_unique" unique ("email");`);
    this.addSql(`create unique index "agent_active_extension_unique" on "agent" (extension) where active;`);

    this.addSql(`create table "idempotency_record" ("owner" text not null, "key" text not null, "body_hash" text not null, "result" jsonb null, "created_at" timestamptz(6) not null default now(), primary key ("owner", "key"));`);
    this.addSql(`create index "idempotency_record_created_at_index" on "idempotency_record" ("created_at");`);

    this.addSql(`create table "integration" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "plugin" text not null, "plugin_version" text null, "options" jsonb not null, "secrets" text[] not null, "sealed_secrets" bytea null, "interval_seconds" int null default 900, "suspended_at" timestamptz(6) null, "suspended_reason" text null, "last_success_at" timestamptz(6) null, "last_failure_at" timestamptz(6) null, "last_error" text null, "consecutive_failures" int not null default 0, "consecutive_crashes" int not null default 0, primary key ("id"));`);
    this.addSql(`alter table "integration" add constraint "integration_name_unique" unique ("name");`);

    this.addSql(`create table "external_reference" ("integration_id" uuid not null, "record_type" text not null, "external_id" text not null, "record_id" uuid not null, "content_hash" bytea null, "source_updated_at" timestamptz(6) null, "fetched_at" timestamptz(6) not null, "deleted_at" timestamptz(6) null, primary key ("integration_id", "record_type", "external_id"));`);
    this.addSql(`create index "external_reference_record_id_index" on "external_reference" ("record_id");`);

    this.addSql(`create table "integration_stream" ("integration_id" uuid not null, "name" text not null, "record_kind" text not null, "place" int not null, "cursor" jsonb null, "cursor_at" timestamptz(6) null, "completed_at" timestamptz(6) null, primary key ("integration_id", "name"));`);

    this.addSql(`create table "partner" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "email" text null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`alter table "partner" add constraint "partner_name_unique" unique ("name");`);

    this.addSql(`create table "product" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "product_number" text not null, "name" text not null, "description" text null, "gtin" text null, "unit_code" text not null, "category" text null, "list_price" numeric null, "currency" text null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`create index "product_name_index" on "product" (lower(name), id);`);
    this.addSql(`create index "product_product_number_id_index" on "product" ("product_number", "id");`);

    this.addSql(`create table "availability" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "product_id" uuid not null, "warehouse" text not null, "on_hand" numeric not null, "reserved" numeric null, "on_order" numeric null, "reorder_level" numeric null, "expected_on" date null, "as_of" timestamptz(6) null, primary key ("id"));`);
    this.addSql(`alter table "availability" add constraint "availability_product_id_warehouse_unique" unique ("product_id", "warehouse");`);

    this.addSql(`create table "quarantined_record" ("id" uuid not null, "integration_id" uuid not null, "stream" text not null, "external_id" text not null, "raw" jsonb null, "retryable" boolean not null, "reason" text not null, "attempts" int not null default 1, "source_updated_at" timestamptz(6) null, "first_seen_at" timestamptz(6) not null default now(), "last_seen_at" timestamptz(6) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "quarantined_record" add constraint "quarantined_record_integration_id_stream_external_id_unique" unique ("integration_id", "stream", "external_id");`);

    this.addSql(`create table "sync_run" ("id" uuid not null, "integration_id" uuid not null, "trigger" text not null, "status" text not null default 'QUEUED', "only_streams" text[] null, "requested_at" timestamptz(6) not null default now(), "started_at" timestamptz(6) null, "finished_at" timestamptz(6) null, "counts" jsonb not null, "error" text null, primary key ("id"));`);
    this.addSql(`create index "sync_run_integration_id_id_index" on "sync_run" ("integration_id", "id");`);

    this.addSql(`create table "team" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "email" text null, "extension" text null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`alter table "team" add constraint "team_name_unique" unique ("name");`);
    this.addSql(`create unique index "team_active_extension_unique" on "team" (extension) where active;`);

    this.addSql(`create table "customer" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "kind" text not null default 'ORGANIZATION', "customer_number" text null, "name" text not null, "vat_id" text null, "addresses" jsonb not null, "phones" jsonb not null, "emails" jsonb not null, "language" text null, "tags" text[] not null, "customer_class" text null, "key_account_manager_id" uuid null, "key_account_team_id" uuid null, "partner_id" uuid null, "archived_at" timestamptz(6) null, primary key ("id"));`);
    this.addSql(`alter table "customer" add constraint "customer_customer_number_unique" unique ("customer_number");`);
    this.addSql(`create index "customer_key_account_manager_id_index" on "customer" ("key_account_manager_id");`);
    this.addSql(`create index "customer_key_account_team_id_index" on "customer" ("key_account_team_id");`);
    this.addSql(`create index "customer_partner_id_index" on "customer" ("partner_id");`);
    this.addSql(`create index "customer_name_index" on "customer" (lower(name), id);`);

    this.addSql(`create table "contact" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "customer_id" uuid not null, "name" text not null, "role" text null, "department" text null, "phones" jsonb not null, "emails" jsonb not null, "language" text null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`create index "contact_customer_id_name_id_index" on "contact" ("customer_id", "name", "id");`);

    this.addSql(`create table "interaction" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "customer_id" uuid not null, "contact_id" uuid null, "agent_id" uuid null, "kind" text not null, "direction" text null, "subject" text not null, "body" text null, "happened_at" timestamptz(6) not null, "due_at" timestamptz(6) null, "completed_at" timestamptz(6) null, "attachments" jsonb not null, "document_id" uuid null, "recorded_by_key_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "interaction_document_id_index" on "interaction" ("document_id");`);
    this.addSql(`create index "interaction_open_task_index" on "interaction" (agent_id, due_at, id) where due_at is not null and completed_at is null;`);
    this.addSql(`create index "interaction_kind_index" on "interaction" ("customer_id", "kind", "happened_at", "id");`);
    this.addSql(`create index "interaction_customer_id_happened_at_id_index" on "interaction" ("customer_id", "happened_at", "id");`);

    this.addSql(`create table "commercial_document" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "kind" text not null, "customer_id" uuid not null, "number" text not null, "issue_date" date not null, "happened_at" timestamptz(6) not null, "currency" text not null, "status" text not null, "buyer_reference" text null, "purchase_order_reference" text null, "note" text null, "allowance_charges" jsonb not null, "shipping_address" jsonb null, "tax_subtotals" jsonb not null, "line_net_amount" numeric null, "allowance_amount" numeric null, "charge_amount" numeric null, "tax_exclusive_amount" numeric null, "tax_amount" numeric null, "tax_inclusive_amount" numeric null, "prepaid_amount" numeric null, "rounding_amount" numeric null, "payable_amount" numeric null, "computed_totals" jsonb not null, "shown_totals" jsonb not null, "computed_tax_subtotals" jsonb not null, "issues" jsonb not null, "lines_hash" bytea not null, "reason" text null, "due_date" date null, "payment_terms" text null, "paid_amount" numeric null, "open_amount" numeric null, "dunning_level" int null, "requested_on" date null, "promised_on" date null, "shipped_on" date null, "valid_until" date null, primary key ("id"));`);
    this.addSql(`create index "commercial_document_kind_index" on "commercial_document" ("kind");`);
    this.addSql(`create index "commercial_document_number_index" on "commercial_document" ("kind", "number", "id");`);
    this.addSql(`create index "commercial_document_time_index" on "commercial_document" ("kind", "happened_at", "id");`);
    this.addSql(`create index "commercial_document_customer_index" on "commercial_document" ("customer_id", "kind", "happened_at", "id");`);
    this.addSql(`create index "commercial_document_open_item_index" on "commercial_document"
    (customer_id, coalesce(due_date, '9999-12-31'::date), id) where kind = 'INVOICE' and open_amount > 0;`);

    this.addSql(`create table "payment" ("id" uuid not null, "invoice_id" uuid not null, "external_id" text not null, "paid_on" date not null, "amount" numeric not null, "method" text null, "reference" text null, primary key ("id"));`);
    this.addSql(`create index "payment_invoice_id_paid_on_id_index" on "payment" ("invoice_id", "paid_on", "id");`);
    this.addSql(`alter table "payment" add constraint "payment_invoice_id_external_id_unique" unique ("invoice_id", "external_id");`);

    this.addSql(`create table "document_link" ("to_id" uuid not null, "kind" text not null, "from_external_id" text not null, "integration_id" uuid not null, "from_id" uuid null, primary key ("to_id", "kind", "from_external_id", "integration_id"));`);
    this.addSql(`create index "document_link_pending_index" on "document_link" (integration_id, kind, from_external_id) where from_id is null;`);
    this.addSql(`create index "document_link_from_id_kind_to_id_index" on "document_link" ("from_id", "kind", "to_id");`);

    this.addSql(`create table "document_line" ("document_id" uuid not null, "position" int not null, "line_id" text not null, "product_id" uuid null, "product_external_id" text null, "product_number" text null, "name" text not null, "description" text null, "quantity" numeric not null, "unit_code" text not null, "net_price" numeric not null, "price_base_quantity" numeric null, "allowance_charges" jsonb not null, "net_amount" numeric null, "computed_net_amount" numeric not null, "tax_category" text null, "tax_rate" numeric null, "order_line_id" text null, "ordered_quantity" numeric null, "shipped_quantity" numeric null, "invoiced_quantity" numeric null, "promised_on" date null, "shipped_on" date null, primary key ("document_id", "position"));`);
    this.addSql(`create index "document_line_product_id_index" on "document_line" ("product_id");`);
    this.addSql(`create index "document_line_pending_product_index" on "document_line" (product_external_id)
    where product_id is null and product_external_id is not null;`);

    this.addSql(`create table "api_key" ("id" uuid not null, "name" text not null, "prefix" text not null, "hash" bytea not null, "scopes" text[] not null, "agent_id" uuid null, "partner_id" uuid null, "customer_id" uuid null, "created_at" timestamptz(6) not null default now(), "expires_at" timestamptz(6) null, "last_used_at" timestamptz(6) null, "revoked_at" timestamptz(6) null, primary key ("id"));`);
    this.addSql(`alter table "api_key" add constraint "api_key_prefix_unique" unique ("prefix");`);

    this.addSql(`create table "team_member" ("agent_id" uuid not null, "team_id" uuid not null, primary key ("agent_id", "team_id"));`);

    this.addSql(`alter table "external_reference" add constraint "external_reference_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete restrict;`);

    this.addSql(`alter table "integration_stream" add constraint "integration_stream_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete cascade;`);

    this.addSql(`alter table "availability" add constraint "availability_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete cascade;`);

    this.addSql(`alter table "quarantined_record" add constraint "quarantined_record_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete cascade;`);

    this.addSql(`alter table "sync_run" add constraint "sync_run_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete cascade;`);

    this.addSql(`alter table "customer" add constraint "customer_key_account_manager_id_foreign" foreign key ("key_account_manager_id") references "agent" ("id") on delete restrict;`);
    this.addSql(`alter table "customer" add constraint "customer_key_account_team_id_foreign" foreign key ("key_account_team_id") references "team" ("id") on delete restrict;`);
    this.addSql(`alter table "customer" add constraint "customer_partner_id_foreign" foreign key ("partner_id") references "partner" ("id") on delete restrict;`);

    this.addSql(`alter table "contact" add constraint "contact_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete restrict;`);

    this.addSql(`alter table "interaction" add constraint "interaction_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete restrict;`);
    this.addSql(`alter table "interaction" add constraint "interaction_contact_id_foreign" foreign key ("contact_id") references "contact" ("id") on delete restrict;`);
    this.addSql(`alter table "interaction" add constraint "interaction_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);

    this.addSql(`alter table "commercial_document" add constraint "commercial_document_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete restrict;`);
    this.addSql(`alter table "commercial_document" add constraint "commercial_document_kind_check" check ("kind" in ('QUOTE', 'ORDER', 'INVOICE', 'CREDIT_NOTE'));`);

    this.addSql(`alter table "payment" add constraint "payment_invoice_id_foreign" foreign key ("invoice_id") references "commercial_document" ("id") on delete cascade;`);

    this.addSql(`alter table "document_link" add constraint "document_link_to_id_foreign" foreign key ("to_id") references "commercial_document" ("id") on delete cascade;`);
    this.addSql(`alter table "document_link" add constraint "document_link_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete restrict;`);
    this.addSql(`alter table "document_link" add constraint "document_link_from_id_foreign" foreign key ("from_id") references "commercial_document" ("id") on delete cascade;`);

    this.addSql(`alter table "document_line" add constraint "document_line_document_id_foreign" foreign key ("document_id") references "commercial_document" ("id") on delete cascade;`);
    this.addSql(`alter table "document_line" add constraint "document_line_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete set null;`);

    this.addSql(`alter table "api_key" add constraint "api_key_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);
    this.addSql(`alter table "api_key" add constraint "api_key_partner_id_foreign" foreign key ("partner_id") references "partner" ("id") on delete restrict;`);
    this.addSql(`alter table "api_key" add constraint "api_key_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete restrict;`);

    this.addSql(`alter table "team_member" add constraint "team_member_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "team_member" add constraint "team_member_team_id_foreign" foreign key ("team_id") references "team" ("id") on update cascade on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "customer" drop constraint "customer_key_account_manager_id_foreign";`);
    this.addSql(`alter table "interaction" drop constraint "interaction_agent_id_foreign";`);
    this.addSql(`alter table "api_key" drop constraint "api_key_agent_id_foreign";`);
    this.addSql(`alter table "team_member" drop constraint "team_member_agent_id_foreign";`);
    this.addSql(`alter table "external_reference" drop constraint "external_reference_integration_id_foreign";`);
    this.addSql(`alter table "integration_stream" drop constraint "integration_stream_integration_id_foreign";`);
    this.addSql(`alter table "quarantined_record" drop constraint "quarantined_record_integration_id_foreign";`);
    this.addSql(`alter table "sync_run" drop constraint "sync_run_integration_id_foreign";`);
    this.addSql(`alter table "document_link" drop constraint "document_link_integration_id_foreign";`);
    this.addSql(`alter table "customer" drop constraint "customer_partner_id_foreign";`);
    this.addSql(`alter table "api_key" drop constraint "api_key_partner_id_foreign";`);
    this.addSql(`alter table "availability" drop constraint "availability_product_id_foreign";`);
    this.addSql(`alter table "document_line" drop constraint "document_line_product_id_foreign";`);
    this.addSql(`alter table "customer" drop constraint "customer_key_account_team_id_foreign";`);
    this.addSql(`alter table "team_member" drop constraint "team_member_team_id_foreign";`);
    this.addSql(`alter table "contact" drop constraint "contact_customer_id_foreign";`);
    this.addSql(`alter table "interaction" drop constraint "interaction_customer_id_foreign";`);
    this.addSql(`alter table "commercial_document" drop constraint "commercial_document_customer_id_foreign";`);
    this.addSql(`alter table "api_key" drop constraint "api_key_customer_id_foreign";`);
    this.addSql(`alter table "interaction" drop constraint "interaction_contact_id_foreign";`);
    this.addSql(`alter table "payment" drop constraint "payment_invoice_id_foreign";`);
    this.addSql(`alter table "document_link" drop constraint "document_link_to_id_foreign";`);
    this.addSql(`alter table "document_link" drop constraint "document_link_from_id_foreign";`);
    this.addSql(`alter table "document_line" drop constraint "document_line_document_id_foreign";`);

    this.addSql(`drop table if exists "agent" cascade;`);
    this.addSql(`drop table if exists "idempotency_record" cascade;`);
    this.addSql(`drop table if exists "integration" cascade;`);
    this.addSql(`drop table if exists "external_reference" cascade;`);
    this.addSql(`drop table if exists "integration_stream" cascade;`);
    this.addSql(`drop table if exists "partner" cascade;`);
    this.addSql(`drop table if exists "product" cascade;`);
    this.addSql(`drop table if exists "availability" cascade;`);
    this.addSql(`drop table if exists "quarantined_record" cascade;`);
    this.addSql(`drop table if exists "sync_run" cascade;`);
    this.addSql(`drop table if exists "team" cascade;`);
    this.addSql(`drop table if exists "customer" cascade;`);
    this.addSql(`drop table if exists "contact" cascade;`);
    this.addSql(`drop table if exists "interaction" cascade;`);
    this.addSql(`drop table if exists "commercial_document" cascade;`);
    this.addSql(`drop table if exists "payment" cascade;`);
    this.addSql(`drop table if exists "document_link" cascade;`);
    this.addSql(`drop table if exists "document_line" cascade;`);
    this.addSql(`drop table if exists "api_key" cascade;`);
    this.addSql(`drop table if exists "team_member" cascade;`);
  }

}
