import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000000_initial extends Migration {

  override name = 'Migration20261122000000_initial';

  override up(): void | Promise<void> {
    this.addSql(`create table "agent" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "email" text null, "extension" text null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`alter table "agent" add constraint "agent_email_unique" unique ("email");`);
    this.addSql(`create unique index "agent_active_extension_unique" on "agent" (extension) where active;`);

    this.addSql(`create table "complaint_cause" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "parent_id" uuid null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`create index "complaint_cause_parent_id_index" on "complaint_cause" ("parent_id");`);
    this.addSql(`create unique index "complaint_cause_name_unique" on "complaint_cause"
    (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), lower(name));`);

    this.addSql(`create table "idempotency_record" ("owner" text not null, "key" text not null, "body_hash" text not null, "result" jsonb null, "created_at" timestamptz(6) not null default now(), primary key ("owner", "key"));`);
    this.addSql(`create index "idempotency_record_created_at_index" on "idempotency_record" ("created_at");`);

    this.addSql(`create table "integration" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "plugin" text not null, "plugin_version" text null, "options" jsonb not null, "secrets" text[] not null, "sealed_secrets" bytea null, "ingress" jsonb null, "interval_seconds" int null default 900, "suspended_at" timestamptz(6) null, "suspended_reason" text null, "last_success_at" timestamptz(6) null, "last_failure_at" timestamptz(6) null, "last_error" text null, "secrets_unreadable_at" timestamptz(6) null, "ingress_refused_at" timestamptz(6) null, "consecutive_failures" int not null default 0, "consecutive_crashes" int not null default 0, primary key ("id"));`);
    this.addSql(`alter table "integration" add constraint "integration_name_unique" unique ("name");`);

    this.addSql(`create table "ingress_message" ("id" uuid not null, "integration_id" uuid not null, "received_at" timestamptz(6) not null default now(), "content_type" text not null, "headers" jsonb not null, "body" bytea not null, "signature" bytea null, "status" text not null default 'PENDING', "attempts" int not null default 0, "next_attempt_at" timestamptz(6) null, "reason" text null, "handled_at" timestamptz(6) null, primary key ("id"));`);
    this.addSql(`create unique index "ingress_message_signature_unique" on "ingress_message" (integration_id, signature) where signature is not null;`);
    this.addSql(`create index "ingress_message_handled_index" on "ingress_message" (handled_at) where status = 'HANDLED';`);
    this.addSql(`create index "ingress_message_set_aside_index" on "ingress_message" (integration_id, received_at, id) where status = 'SET_ASIDE';`);
    this.addSql(`create index "ingress_message_pending_index" on "ingress_message" (integration_id, id) where status = 'PENDING';`);

    this.addSql(`create table "external_reference" ("integration_id" uuid not null, "record_type" text not null, "external_id" text not null, "record_id" uuid not null, "linked_at" timestamptz(6) not null default now(), "content_hash" bytea null, "source_updated_at" timestamptz(6) null, "fetched_at" timestamptz(6) not null, "listed_at" timestamptz(6) null, "deleted_at" timestamptz(6) null, primary key ("integration_id", "record_type", "external_id"));`);
    this.addSql(`create index "external_reference_record_id_index" on "external_reference" ("record_id");`);

    this.addSql(`create table "call_event" ("id" uuid not null, "integration_id" uuid not null, "external_call_id" text not null, "generation" int not null default 1, "content_hash" bytea not null, "content" jsonb not null, "occurred_at" timestamptz(6) not null, "recorded_at" timestamptz(6) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "call_event" add constraint "call_event_integration_id_external_call_id_genera_710a1_unique" unique ("integration_id", "external_call_id", "generation", "content_hash");`);

    this.addSql(`create table "integration_stream" ("integration_id" uuid not null, "name" text not null, "record_kind" text not null, "place" int not null, "cursor" jsonb null, "cursor_version" int not null default 1, "cursor_plugin_version" text null, "cursor_at" timestamptz(6) null, "completed_at" timestamptz(6) null, "listed_at" timestamptz(6) null, "held_deletions" int null, primary key ("integration_id", "name"));`);

    this.addSql(`create table "knowledge_question" ("id" uuid not null, "fingerprint" text not null, "wording" text not null, "language" text not null, "product_id" uuid null, "category_id" uuid null, "count" int not null default 1, "last_asked_at" timestamptz(6) not null default now(), primary key ("id"));`);
    this.addSql(`create unique index "knowledge_question_unique" on "knowledge_question" (fingerprint, language, product_id, category_id) nulls not distinct;`);
    this.addSql(`create index "knowledge_question_last_asked_at_id_index" on "knowledge_question" ("last_asked_at", "id");`);

    this.addSql(`create table "partner" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "email" text null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`alter table "partner" add constraint "partner_name_unique" unique ("name");`);

    this.addSql(`create table "product" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "product_number" text not null, "name" text not null, "description" text null, "gtin" text null, "unit_code" text not null, "category" text null, "list_price" numeric null, "currency" text null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`create index "product_name_index" on "product" (lower(name), id);`);
    this.addSql(`create index "product_product_number_id_index" on "product" ("product_number", "id");`);

    this.addSql(`create table "availability" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "product_id" uuid not null, "warehouse" text not null, "on_hand" numeric not null, "reserved" numeric null, "on_order" numeric null, "reorder_level" numeric null, "expected_on" date null, "as_of" timestamptz(6) null, primary key ("id"));`);
    this.addSql(`alter table "availability" add constraint "availability_product_id_warehouse_unique" unique ("product_id", "warehouse");`);

    this.addSql(`create table "quarantined_record" ("id" uuid not null, "integration_id" uuid not null, "stream" text not null, "external_id" text not null, "raw" jsonb null, "retryable" boolean not null, "reason" text not null, "attempts" int not null default 1, "source_updated_at" timestamptz(6) null, "first_seen_at" timestamptz(6) not null default now(), "last_seen_at" timestamptz(6) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "quarantined_record" add constraint "quarantined_record_integration_id_stream_external_id_unique" unique ("integration_id", "stream", "external_id");`);

    this.addSql(`create table "search_synonym" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "terms" text[] not null, primary key ("id"));`);
    this.addSql(`create index "search_synonym_created_at_id_index" on "search_synonym" ("created_at", "id");`);

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

    this.addSql(`create table "phone_number_entry" ("id" uuid not null, "customer_id" uuid not null, "contact_id" uuid null, "kind" text not null, "raw" text not null, "e164" text null, "reversed" text not null, "entered_at" timestamptz(6) not null default now(), primary key ("id"));`);
    this.addSql(`create index "phone_number_entry_customer_id_index" on "phone_number_entry" ("customer_id");`);
    this.addSql(`create index "phone_number_entry_contact_id_index" on "phone_number_entry" ("contact_id");`);
    this.addSql(`create index "phone_number_reversed_index" on "phone_number_entry" (reversed text_pattern_ops);`);
    this.addSql(`create index "phone_number_e164_index" on "phone_number_entry" (e164 text_pattern_ops) where e164 is not null;`);

    this.addSql(`create table "learned_number" ("id" uuid not null, "number" text not null, "customer_id" uuid not null, "contact_id" uuid null, "call_id" uuid not null, "learned_at" timestamptz(6) not null, primary key ("id"));`);
    this.addSql(`alter table "learned_number" add constraint "learned_number_number_unique" unique ("number");`);
    this.addSql(`create index "learned_number_customer_id_index" on "learned_number" ("customer_id");`);
    this.addSql(`create index "learned_number_contact_id_index" on "learned_number" ("contact_id");`);

    this.addSql(`create table "interaction" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "customer_id" uuid not null, "contact_id" uuid null, "agent_id" uuid null, "kind" text not null, "direction" text null, "subject" text not null, "body" text null, "internal" boolean not null default false, "happened_at" timestamptz(6) not null, "due_at" timestamptz(6) null, "completed_at" timestamptz(6) null, "attachments" jsonb not null, "document_id" uuid null, "call_id" uuid null, "recorded_by_key_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "interaction_document_id_index" on "interaction" ("document_id");`);
    this.addSql(`create index "interaction_call_id_index" on "interaction" ("call_id");`);
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

    this.addSql(`create table "call" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "integration_id" uuid not null, "external_call_id" text not null, "generation" int not null default 1, "direction" text not null, "status" text not null, "cause" text null, "from_raw" text null, "from_e164" text null, "to_raw" text null, "to_e164" text null, "remote_raw" text null, "remote_e164" text null, "anonymous" boolean not null default false, "internal" boolean not null default false, "queue" text null, "team_id" uuid null, "agent_id" uuid null, "customer_id" uuid null, "contact_id" uuid null, "caller_status" text null, "started_at" timestamptz(6) not null, "happened_at" timestamptz(6) not null, "answered_at" timestamptz(6) null, "ended_at" timestamptz(6) null, "waiting_seconds" int null, "talking_seconds" int null, "outcome" text null, "resolved_by_call_id" uuid null, "resolved_at" timestamptz(6) null, "last_event_at" timestamptz(6) not null, primary key ("id"));`);
    this.addSql(`create index "call_open_index" on "call" (last_event_at) where status in ('RINGING', 'IN_PROGRESS');`);
    this.addSql(`create index "call_waiting_index" on "call" (happened_at, id) where direction = 'INBOUND' and not internal and ended_at is not null and answered_at is null and status <> 'COMPLETED' and resolved_at is null;`);
    this.addSql(`create index "call_missed_index" on "call" ((coalesce(remote_e164, remote_raw)), started_at, id) where direction = 'INBOUND' and ended_at is not null and answered_at is null and status <> 'COMPLETED' and resolved_at is null and not anonymous and not internal;`);
    this.addSql(`create index "call_talk_index" on "call" ((coalesce(remote_e164, remote_raw)), (coalesce(answered_at, ended_at)), id) where status in ('IN_PROGRESS', 'COMPLETED') and not anonymous and not internal;`);
    this.addSql(`create index "call_remote_index" on "call" ((coalesce(remote_e164, remote_raw)), happened_at, id) where not anonymous and not internal;`);
    this.addSql(`create index "call_customer_index" on "call" (customer_id, happened_at, id) where customer_id is not null;`);
    this.addSql(`create index "call_agent_index" on "call" ("agent_id", "happened_at", "id");`);
    this.addSql(`create index "call_time_index" on "call" ("happened_at", "id");`);
    this.addSql(`alter table "call" add constraint "call_integration_id_external_call_id_generation_unique" unique ("integration_id", "external_call_id", "generation");`);

    this.addSql(`create table "call_note" ("id" uuid not null, "call_id" uuid not null, "agent_id" uuid null, "body" text not null, "written_at" timestamptz(6) not null, primary key ("id"));`);
    this.addSql(`create index "call_note_call_id_written_at_id_index" on "call_note" ("call_id", "written_at", "id");`);

    this.addSql(`create table "call_leg" ("id" uuid not null, "call_id" uuid not null, "extension" text not null, "agent_id" uuid null, "rang_at" timestamptz(6) null, "answered_at" timestamptz(6) null, "ended_at" timestamptz(6) null, primary key ("id"));`);
    this.addSql(`create index "call_leg_agent_id_rang_at_index" on "call_leg" ("agent_id", "rang_at");`);
    this.addSql(`alter table "call_leg" add constraint "call_leg_call_id_extension_unique" unique ("call_id", "extension");`);

    this.addSql(`create table "team_member" ("agent_id" uuid not null, "team_id" uuid not null, primary key ("agent_id", "team_id"));`);

    this.addSql(`create table "ticket_category" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "parent_id" uuid null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`create index "ticket_category_parent_id_index" on "ticket_category" ("parent_id");`);
    this.addSql(`create unique index "ticket_category_name_unique" on "ticket_category"
    (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), lower(name));`);

    this.addSql(`create table "knowledge_article" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "title" text not null, "status" text not null default 'DRAFT', "draft_status" text null default 'DRAFT', "audience" text not null default 'INTERNAL', "main_language" text not null, "product_id" uuid null, "category_id" uuid null, "valid_until" date null, "published_at" timestamptz(6) null, "solved_count" int not null default 0, "source_message_id" uuid null, "public_version" int not null default 1, "public_updated_at" timestamptz(6) not null default now(), primary key ("id"));`);
    this.addSql(`create index "knowledge_article_product_id_index" on "knowledge_article" ("product_id");`);
    this.addSql(`create index "knowledge_article_category_id_index" on "knowledge_article" ("category_id");`);
    this.addSql(`create index "knowledge_article_source_message_id_index" on "knowledge_article" ("source_message_id");`);
    this.addSql(`create index "knowledge_article_validity_index" on "knowledge_article" (valid_until, id) where valid_until is not null;`);
    this.addSql(`create index "knowledge_article_draft_index" on "knowledge_article" (draft_status, updated_at, id) where draft_status is not null;`);
    this.addSql(`create index "knowledge_article_title_index" on "knowledge_article" (lower(title), id);`);
    this.addSql(`create index "knowledge_article_published_index" on "knowledge_article"
    (coalesce(published_at, '-infinity'), id);`);
    this.addSql(`create index "knowledge_article_public_updated_at_id_index" on "knowledge_article" ("public_updated_at", "id");`);
    this.addSql(`create index "knowledge_article_updated_at_id_index" on "knowledge_article" ("updated_at", "id");`);

    this.addSql(`create table "article_view" ("article_id" uuid not null, "day" date not null, "slot" smallint not null, "count" int not null, primary key ("article_id", "day", "slot"));`);

    this.addSql(`create table "article_ticket" ("article_id" uuid not null, "ticket_id" uuid not null, "solved" boolean not null, "agent_id" uuid null, "linked_at" timestamptz(6) not null default now(), primary key ("article_id", "ticket_id"));`);
    this.addSql(`create index "article_ticket_ticket_id_index" on "article_ticket" ("ticket_id");`);

    this.addSql(`create table "article_revision" ("id" uuid not null, "article_id" uuid not null, "number" int not null, "step" text not null, "language" text null, "title" text null, "question" text null, "answer" text null, "audience" text not null, "product_id" uuid null, "category_id" uuid null, "valid_until" date null, "changed" text[] not null, "reason" text null, "author_name" text not null, "agent_id" uuid null, "created_at" timestamptz(6) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "article_revision" add constraint "article_revision_article_id_number_unique" unique ("article_id", "number");`);

    this.addSql(`create table "article_variant" ("id" uuid not null, "article_id" uuid not null, "language" text not null, "title" text null, "question" text null, "answer" text null, "answer_text" text null, "published_revision_id" uuid null, "latest_revision_id" uuid not null, "published_at" timestamptz(6) null, primary key ("id"));`);
    this.addSql(`alter table "article_variant" add constraint "article_variant_article_id_language_unique" unique ("article_id", "language");`);

    this.addSql(`create table "article_feedback" ("id" uuid not null, "article_id" uuid not null, "given_by" text not null, "agent_id" uuid null, "helped" boolean not null, "comment" text null, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), primary key ("id"));`);
    this.addSql(`create index "article_feedback_article_id_updated_at_id_index" on "article_feedback" ("article_id", "updated_at", "id");`);
    this.addSql(`alter table "article_feedback" add constraint "article_feedback_article_id_given_by_unique" unique ("article_id", "given_by");`);

    this.addSql(`create table "ticket_numbering" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "pattern" text not null, primary key ("id"));`);

    this.addSql(`create table "ticket_status" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "name" text not null, "state" text not null, "is_default" boolean not null default false, "position" int not null default 0, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`create unique index "ticket_status_default_unique" on "ticket_status" (state) where is_default and active;`);
    this.addSql(`create unique index "ticket_status_name_unique" on "ticket_status" (lower(name));`);

    this.addSql(`create table "ticket" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "type" text not null, "number" text not null, "subject" text not null, "description" text null, "customer_id" uuid not null, "contact_id" uuid null, "channel" text not null default 'OTHER', "product_id" uuid null, "document_id" uuid null, "call_id" uuid null, "priority" text not null default 'NORMAL', "category_id" uuid null, "tags" text[] not null, "assignee_id" uuid null, "team_id" uuid null, "status_id" uuid not null, "state" text not null, "rejection_reason" text null, "parent_id" uuid null, "merged_into_id" uuid null, "opened_at" timestamptz(6) not null, "first_response_at" timestamptz(6) null, "solved_at" timestamptz(6) null, "closed_at" timestamptz(6) null, "public_version" int not null default 1, "public_updated_at" timestamptz(6) not null default now(), "cause_id" uuid null, "defect" text null, "remedy" text null, "compensation_amount" numeric null, "compensation_currency" text null, "cost_amount" numeric null, "cost_currency" text null, "outcome" text null, "outcome_reason" text null, primary key ("id"));`);
    this.addSql(`create index "ticket_type_index" on "ticket" ("type");`);
    this.addSql(`alter table "ticket" add constraint "ticket_number_unique" unique ("number");`);
    this.addSql(`create index "ticket_document_id_index" on "ticket" ("document_id");`);
    this.addSql(`create index "ticket_call_id_index" on "ticket" ("call_id");`);
    this.addSql(`create index "ticket_category_id_index" on "ticket" ("category_id");`);
    this.addSql(`create index "ticket_status_id_index" on "ticket" ("status_id");`);
    this.addSql(`create index "ticket_parent_id_index" on "ticket" ("parent_id");`);
    this.addSql(`create index "ticket_merged_into_id_index" on "ticket" ("merged_into_id");`);
    this.addSql(`create index "ticket_cause_id_index" on "ticket" ("cause_id");`);
    this.addSql(`create index "ticket_product_index" on "ticket" ("product_id", "opened_at", "id");`);
    this.addSql(`create index "ticket_team_index" on "ticket" ("team_id", "state", "opened_at", "id");`);
    this.addSql(`create index "ticket_assignee_index" on "ticket" ("assignee_id", "state", "opened_at", "id");`);
    this.addSql(`create index "ticket_open_index" on "ticket" (customer_id, opened_at, id)
    where state in ('OPEN', 'PENDING', 'ON_HOLD');`);
    this.addSql(`create index "ticket_time_index" on "ticket" ("opened_at", "id");`);
    this.addSql(`create index "ticket_public_update_index" on "ticket" ("public_updated_at", "id");`);
    this.addSql(`create index "ticket_update_index" on "ticket" ("updated_at", "id");`);
    this.addSql(`create index "ticket_timeline_index" on "ticket" ("customer_id", "type", "opened_at", "id");`);
    this.addSql(`create index "ticket_customer_index" on "ticket" ("customer_id", "opened_at", "id");`);

    this.addSql(`create table "ticket_message" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "ticket_id" uuid not null, "customer_id" uuid not null, "kind" text not null, "channel" text null, "direction" text null, "agent_id" uuid null, "contact_id" uuid null, "body" text not null, "attachments" jsonb not null, "happened_at" timestamptz(6) not null, primary key ("id"));`);
    this.addSql(`create index "ticket_message_timeline_index" on "ticket_message" ("customer_id", "kind", "happened_at", "id");`);
    this.addSql(`create index "ticket_message_ticket_index" on "ticket_message" ("ticket_id", "happened_at", "id");`);

    this.addSql(`create table "ticket_link" ("from_id" uuid not null, "kind" text not null, "to_id" uuid not null, primary key ("from_id", "kind", "to_id"));`);
    this.addSql(`create index "ticket_link_to_id_index" on "ticket_link" ("to_id");`);

    this.addSql(`create table "ticket_cost_entry" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "ticket_id" uuid not null, "agent_id" uuid null, "incurred_on" date not null, "amount" numeric not null, "currency" text not null, "purpose" text not null, primary key ("id"));`);
    this.addSql(`create index "ticket_cost_entry_agent_id_index" on "ticket_cost_entry" ("agent_id");`);
    this.addSql(`create index "ticket_cost_entry_ticket_id_incurred_on_id_index" on "ticket_cost_entry" ("ticket_id", "incurred_on", "id");`);

    this.addSql(`create table "ticket_assignment" ("id" uuid not null, "ticket_id" uuid not null, "agent_id" uuid null, "team_id" uuid null, "is_hand_over" boolean not null, "assigned_at" timestamptz(6) not null, primary key ("id"));`);
    this.addSql(`create index "ticket_assignment_ticket_id_assigned_at_id_index" on "ticket_assignment" ("ticket_id", "assigned_at", "id");`);

    this.addSql(`create table "suggestion_vote" ("ticket_id" uuid not null, "customer_id" uuid not null, "voted_at" timestamptz(6) not null default now(), primary key ("ticket_id", "customer_id"));`);
    this.addSql(`create index "suggestion_vote_customer_id_index" on "suggestion_vote" ("customer_id");`);

    this.addSql(`create table "ticket_status_change" ("id" uuid not null, "ticket_id" uuid not null, "from_id" uuid null, "to_id" uuid not null, "changed_at" timestamptz(6) not null, "agent_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "ticket_status_change_ticket_id_changed_at_id_index" on "ticket_status_change" ("ticket_id", "changed_at", "id");`);

    this.addSql(`create table "ticket_time_entry" ("id" uuid not null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "ticket_id" uuid not null, "agent_id" uuid null, "spent_on" date not null, "duration" int not null, "note" text null, primary key ("id"));`);
    this.addSql(`create index "ticket_time_entry_agent_id_index" on "ticket_time_entry" ("agent_id");`);
    this.addSql(`create index "ticket_time_entry_ticket_id_spent_on_id_index" on "ticket_time_entry" ("ticket_id", "spent_on", "id");`);

    this.addSql(`create table "ticket_watcher" ("ticket_id" uuid not null, "agent_id" uuid not null, primary key ("ticket_id", "agent_id"));`);
    this.addSql(`create index "ticket_watcher_agent_id_index" on "ticket_watcher" ("agent_id");`);

    this.addSql(`alter table "complaint_cause" add constraint "complaint_cause_parent_id_foreign" foreign key ("parent_id") references "complaint_cause" ("id") on delete restrict;`);

    this.addSql(`alter table "ingress_message" add constraint "ingress_message_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete cascade;`);

    this.addSql(`alter table "external_reference" add constraint "external_reference_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete restrict;`);

    this.addSql(`alter table "call_event" add constraint "call_event_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete cascade;`);

    this.addSql(`alter table "integration_stream" add constraint "integration_stream_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete cascade;`);

    this.addSql(`alter table "availability" add constraint "availability_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete cascade;`);

    this.addSql(`alter table "quarantined_record" add constraint "quarantined_record_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete cascade;`);

    this.addSql(`alter table "sync_run" add constraint "sync_run_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete cascade;`);

    this.addSql(`alter table "customer" add constraint "customer_key_account_manager_id_foreign" foreign key ("key_account_manager_id") references "agent" ("id") on delete restrict;`);
    this.addSql(`alter table "customer" add constraint "customer_key_account_team_id_foreign" foreign key ("key_account_team_id") references "team" ("id") on delete restrict;`);
    this.addSql(`alter table "customer" add constraint "customer_partner_id_foreign" foreign key ("partner_id") references "partner" ("id") on delete restrict;`);

    this.addSql(`alter table "contact" add constraint "contact_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete restrict;`);

    this.addSql(`alter table "phone_number_entry" add constraint "phone_number_entry_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete cascade;`);
    this.addSql(`alter table "phone_number_entry" add constraint "phone_number_entry_contact_id_foreign" foreign key ("contact_id") references "contact" ("id") on delete cascade;`);

    this.addSql(`alter table "learned_number" add constraint "learned_number_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete cascade;`);
    this.addSql(`alter table "learned_number" add constraint "learned_number_contact_id_foreign" foreign key ("contact_id") references "contact" ("id") on delete set null;`);

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

    this.addSql(`alter table "call" add constraint "call_integration_id_foreign" foreign key ("integration_id") references "integration" ("id") on delete restrict;`);
    this.addSql(`alter table "call" add constraint "call_team_id_foreign" foreign key ("team_id") references "team" ("id") on delete set null;`);
    this.addSql(`alter table "call" add constraint "call_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete set null;`);
    this.addSql(`alter table "call" add constraint "call_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete set null;`);
    this.addSql(`alter table "call" add constraint "call_contact_id_foreign" foreign key ("contact_id") references "contact" ("id") on delete set null;`);

    this.addSql(`alter table "call_note" add constraint "call_note_call_id_foreign" foreign key ("call_id") references "call" ("id") on delete cascade;`);
    this.addSql(`alter table "call_note" add constraint "call_note_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete set null;`);

    this.addSql(`alter table "call_leg" add constraint "call_leg_call_id_foreign" foreign key ("call_id") references "call" ("id") on delete cascade;`);
    this.addSql(`alter table "call_leg" add constraint "call_leg_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete set null;`);

    this.addSql(`alter table "team_member" add constraint "team_member_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "team_member" add constraint "team_member_team_id_foreign" foreign key ("team_id") references "team" ("id") on update cascade on delete cascade;`);

    this.addSql(`alter table "ticket_category" add constraint "ticket_category_parent_id_foreign" foreign key ("parent_id") references "ticket_category" ("id") on delete restrict;`);

    this.addSql(`alter table "knowledge_article" add constraint "knowledge_article_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete set null;`);
    this.addSql(`alter table "knowledge_article" add constraint "knowledge_article_category_id_foreign" foreign key ("category_id") references "ticket_category" ("id") on delete restrict;`);

    this.addSql(`alter table "article_view" add constraint "article_view_article_id_foreign" foreign key ("article_id") references "knowledge_article" ("id") on delete cascade;`);

    this.addSql(`alter table "article_ticket" add constraint "article_ticket_article_id_foreign" foreign key ("article_id") references "knowledge_article" ("id") on delete cascade;`);
    this.addSql(`alter table "article_ticket" add constraint "article_ticket_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);

    this.addSql(`alter table "article_revision" add constraint "article_revision_article_id_foreign" foreign key ("article_id") references "knowledge_article" ("id") on delete cascade;`);
    this.addSql(`alter table "article_revision" add constraint "article_revision_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);

    this.addSql(`alter table "article_variant" add constraint "article_variant_article_id_foreign" foreign key ("article_id") references "knowledge_article" ("id") on delete cascade;`);
    this.addSql(`alter table "article_variant" add constraint "article_variant_published_revision_id_foreign" foreign key ("published_revision_id") references "article_revision" ("id") on delete restrict;`);
    this.addSql(`alter table "article_variant" add constraint "article_variant_latest_revision_id_foreign" foreign key ("latest_revision_id") references "article_revision" ("id") on delete restrict;`);

    this.addSql(`alter table "article_feedback" add constraint "article_feedback_article_id_foreign" foreign key ("article_id") references "knowledge_article" ("id") on delete cascade;`);
    this.addSql(`alter table "article_feedback" add constraint "article_feedback_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);

    this.addSql(`alter table "ticket" add constraint "ticket_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket" add constraint "ticket_contact_id_foreign" foreign key ("contact_id") references "contact" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket" add constraint "ticket_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete set null;`);
    this.addSql(`alter table "ticket" add constraint "ticket_category_id_foreign" foreign key ("category_id") references "ticket_category" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket" add constraint "ticket_assignee_id_foreign" foreign key ("assignee_id") references "agent" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket" add constraint "ticket_team_id_foreign" foreign key ("team_id") references "team" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket" add constraint "ticket_status_id_foreign" foreign key ("status_id") references "ticket_status" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket" add constraint "ticket_parent_id_foreign" foreign key ("parent_id") references "ticket" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket" add constraint "ticket_merged_into_id_foreign" foreign key ("merged_into_id") references "ticket" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket" add constraint "ticket_cause_id_foreign" foreign key ("cause_id") references "complaint_cause" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket" add constraint "ticket_type_check" check ("type" in ('SERVICE_REQUEST', 'COMPLAINT', 'SUGGESTION'));`);

    this.addSql(`alter table "ticket_message" add constraint "ticket_message_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on delete cascade;`);
    this.addSql(`alter table "ticket_message" add constraint "ticket_message_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket_message" add constraint "ticket_message_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket_message" add constraint "ticket_message_contact_id_foreign" foreign key ("contact_id") references "contact" ("id") on delete restrict;`);

    this.addSql(`alter table "ticket_link" add constraint "ticket_link_from_id_foreign" foreign key ("from_id") references "ticket" ("id") on delete cascade;`);
    this.addSql(`alter table "ticket_link" add constraint "ticket_link_to_id_foreign" foreign key ("to_id") references "ticket" ("id") on delete cascade;`);

    this.addSql(`alter table "ticket_cost_entry" add constraint "ticket_cost_entry_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on delete cascade;`);
    this.addSql(`alter table "ticket_cost_entry" add constraint "ticket_cost_entry_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);

    this.addSql(`alter table "ticket_assignment" add constraint "ticket_assignment_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on delete cascade;`);
    this.addSql(`alter table "ticket_assignment" add constraint "ticket_assignment_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket_assignment" add constraint "ticket_assignment_team_id_foreign" foreign key ("team_id") references "team" ("id") on delete restrict;`);

    this.addSql(`alter table "suggestion_vote" add constraint "suggestion_vote_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "suggestion_vote" add constraint "suggestion_vote_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on update cascade on delete cascade;`);

    this.addSql(`alter table "ticket_status_change" add constraint "ticket_status_change_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on delete cascade;`);
    this.addSql(`alter table "ticket_status_change" add constraint "ticket_status_change_from_id_foreign" foreign key ("from_id") references "ticket_status" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket_status_change" add constraint "ticket_status_change_to_id_foreign" foreign key ("to_id") references "ticket_status" ("id") on delete restrict;`);
    this.addSql(`alter table "ticket_status_change" add constraint "ticket_status_change_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);

    this.addSql(`alter table "ticket_time_entry" add constraint "ticket_time_entry_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on delete cascade;`);
    this.addSql(`alter table "ticket_time_entry" add constraint "ticket_time_entry_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete restrict;`);

    this.addSql(`alter table "ticket_watcher" add constraint "ticket_watcher_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "ticket_watcher" add constraint "ticket_watcher_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on update cascade on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "customer" drop constraint "customer_key_account_manager_id_foreign";`);
    this.addSql(`alter table "interaction" drop constraint "interaction_agent_id_foreign";`);
    this.addSql(`alter table "api_key" drop constraint "api_key_agent_id_foreign";`);
    this.addSql(`alter table "call" drop constraint "call_agent_id_foreign";`);
    this.addSql(`alter table "call_note" drop constraint "call_note_agent_id_foreign";`);
    this.addSql(`alter table "call_leg" drop constraint "call_leg_agent_id_foreign";`);
    this.addSql(`alter table "team_member" drop constraint "team_member_agent_id_foreign";`);
    this.addSql(`alter table "article_ticket" drop constraint "article_ticket_agent_id_foreign";`);
    this.addSql(`alter table "article_revision" drop constraint "article_revision_agent_id_foreign";`);
    this.addSql(`alter table "article_feedback" drop constraint "article_feedback_agent_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_assignee_id_foreign";`);
    this.addSql(`alter table "ticket_message" drop constraint "ticket_message_agent_id_foreign";`);
    this.addSql(`alter table "ticket_cost_entry" drop constraint "ticket_cost_entry_agent_id_foreign";`);
    this.addSql(`alter table "ticket_assignment" drop constraint "ticket_assignment_agent_id_foreign";`);
    this.addSql(`alter table "ticket_status_change" drop constraint "ticket_status_change_agent_id_foreign";`);
    this.addSql(`alter table "ticket_time_entry" drop constraint "ticket_time_entry_agent_id_foreign";`);
    this.addSql(`alter table "ticket_watcher" drop constraint "ticket_watcher_agent_id_foreign";`);
    this.addSql(`alter table "complaint_cause" drop constraint "complaint_cause_parent_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_cause_id_foreign";`);
    this.addSql(`alter table "ingress_message" drop constraint "ingress_message_integration_id_foreign";`);
    this.addSql(`alter table "external_reference" drop constraint "external_reference_integration_id_foreign";`);
    this.addSql(`alter table "call_event" drop constraint "call_event_integration_id_foreign";`);
    this.addSql(`alter table "integration_stream" drop constraint "integration_stream_integration_id_foreign";`);
    this.addSql(`alter table "quarantined_record" drop constraint "quarantined_record_integration_id_foreign";`);
    this.addSql(`alter table "sync_run" drop constraint "sync_run_integration_id_foreign";`);
    this.addSql(`alter table "document_link" drop constraint "document_link_integration_id_foreign";`);
    this.addSql(`alter table "call" drop constraint "call_integration_id_foreign";`);
    this.addSql(`alter table "customer" drop constraint "customer_partner_id_foreign";`);
    this.addSql(`alter table "api_key" drop constraint "api_key_partner_id_foreign";`);
    this.addSql(`alter table "availability" drop constraint "availability_product_id_foreign";`);
    this.addSql(`alter table "document_line" drop constraint "document_line_product_id_foreign";`);
    this.addSql(`alter table "knowledge_article" drop constraint "knowledge_article_product_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_product_id_foreign";`);
    this.addSql(`alter table "customer" drop constraint "customer_key_account_team_id_foreign";`);
    this.addSql(`alter table "call" drop constraint "call_team_id_foreign";`);
    this.addSql(`alter table "team_member" drop constraint "team_member_team_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_team_id_foreign";`);
    this.addSql(`alter table "ticket_assignment" drop constraint "ticket_assignment_team_id_foreign";`);
    this.addSql(`alter table "contact" drop constraint "contact_customer_id_foreign";`);
    this.addSql(`alter table "phone_number_entry" drop constraint "phone_number_entry_customer_id_foreign";`);
    this.addSql(`alter table "learned_number" drop constraint "learned_number_customer_id_foreign";`);
    this.addSql(`alter table "interaction" drop constraint "interaction_customer_id_foreign";`);
    this.addSql(`alter table "commercial_document" drop constraint "commercial_document_customer_id_foreign";`);
    this.addSql(`alter table "api_key" drop constraint "api_key_customer_id_foreign";`);
    this.addSql(`alter table "call" drop constraint "call_customer_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_customer_id_foreign";`);
    this.addSql(`alter table "ticket_message" drop constraint "ticket_message_customer_id_foreign";`);
    this.addSql(`alter table "suggestion_vote" drop constraint "suggestion_vote_customer_id_foreign";`);
    this.addSql(`alter table "phone_number_entry" drop constraint "phone_number_entry_contact_id_foreign";`);
    this.addSql(`alter table "learned_number" drop constraint "learned_number_contact_id_foreign";`);
    this.addSql(`alter table "interaction" drop constraint "interaction_contact_id_foreign";`);
    this.addSql(`alter table "call" drop constraint "call_contact_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_contact_id_foreign";`);
    this.addSql(`alter table "ticket_message" drop constraint "ticket_message_contact_id_foreign";`);
    this.addSql(`alter table "payment" drop constraint "payment_invoice_id_foreign";`);
    this.addSql(`alter table "document_link" drop constraint "document_link_to_id_foreign";`);
    this.addSql(`alter table "document_link" drop constraint "document_link_from_id_foreign";`);
    this.addSql(`alter table "document_line" drop constraint "document_line_document_id_foreign";`);
    this.addSql(`alter table "call_note" drop constraint "call_note_call_id_foreign";`);
    this.addSql(`alter table "call_leg" drop constraint "call_leg_call_id_foreign";`);
    this.addSql(`alter table "ticket_category" drop constraint "ticket_category_parent_id_foreign";`);
    this.addSql(`alter table "knowledge_article" drop constraint "knowledge_article_category_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_category_id_foreign";`);
    this.addSql(`alter table "article_view" drop constraint "article_view_article_id_foreign";`);
    this.addSql(`alter table "article_ticket" drop constraint "article_ticket_article_id_foreign";`);
    this.addSql(`alter table "article_revision" drop constraint "article_revision_article_id_foreign";`);
    this.addSql(`alter table "article_variant" drop constraint "article_variant_article_id_foreign";`);
    this.addSql(`alter table "article_feedback" drop constraint "article_feedback_article_id_foreign";`);
    this.addSql(`alter table "article_variant" drop constraint "article_variant_published_revision_id_foreign";`);
    this.addSql(`alter table "article_variant" drop constraint "article_variant_latest_revision_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_status_id_foreign";`);
    this.addSql(`alter table "ticket_status_change" drop constraint "ticket_status_change_from_id_foreign";`);
    this.addSql(`alter table "ticket_status_change" drop constraint "ticket_status_change_to_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_parent_id_foreign";`);
    this.addSql(`alter table "ticket" drop constraint "ticket_merged_into_id_foreign";`);
    this.addSql(`alter table "ticket_message" drop constraint "ticket_message_ticket_id_foreign";`);
    this.addSql(`alter table "ticket_link" drop constraint "ticket_link_from_id_foreign";`);
    this.addSql(`alter table "ticket_link" drop constraint "ticket_link_to_id_foreign";`);
    this.addSql(`alter table "ticket_cost_entry" drop constraint "ticket_cost_entry_ticket_id_foreign";`);
    this.addSql(`alter table "ticket_assignment" drop constraint "ticket_assignment_ticket_id_foreign";`);
    this.addSql(`alter table "suggestion_vote" drop constraint "suggestion_vote_ticket_id_foreign";`);
    this.addSql(`alter table "ticket_status_change" drop constraint "ticket_status_change_ticket_id_foreign";`);
    this.addSql(`alter table "ticket_time_entry" drop constraint "ticket_time_entry_ticket_id_foreign";`);
    this.addSql(`alter table "ticket_watcher" drop constraint "ticket_watcher_ticket_id_foreign";`);

    this.addSql(`drop table if exists "agent" cascade;`);
    this.addSql(`drop table if exists "complaint_cause" cascade;`);
    this.addSql(`drop table if exists "idempotency_record" cascade;`);
    this.addSql(`drop table if exists "integration" cascade;`);
    this.addSql(`drop table if exists "ingress_message" cascade;`);
    this.addSql(`drop table if exists "external_reference" cascade;`);
    this.addSql(`drop table if exists "call_event" cascade;`);
    this.addSql(`drop table if exists "integration_stream" cascade;`);
    this.addSql(`drop table if exists "knowledge_question" cascade;`);
    this.addSql(`drop table if exists "partner" cascade;`);
    this.addSql(`drop table if exists "product" cascade;`);
    this.addSql(`drop table if exists "availability" cascade;`);
    this.addSql(`drop table if exists "quarantined_record" cascade;`);
    this.addSql(`drop table if exists "search_synonym" cascade;`);
    this.addSql(`drop table if exists "sync_run" cascade;`);
    this.addSql(`drop table if exists "team" cascade;`);
    this.addSql(`drop table if exists "customer" cascade;`);
    this.addSql(`drop table if exists "contact" cascade;`);
    this.addSql(`drop table if exists "phone_number_entry" cascade;`);
    this.addSql(`drop table if exists "learned_number" cascade;`);
    this.addSql(`drop table if exists "interaction" cascade;`);
    this.addSql(`drop table if exists "commercial_document" cascade;`);
    this.addSql(`drop table if exists "payment" cascade;`);
    this.addSql(`drop table if exists "document_link" cascade;`);
    this.addSql(`drop table if exists "document_line" cascade;`);
    this.addSql(`drop table if exists "api_key" cascade;`);
    this.addSql(`drop table if exists "call" cascade;`);
    this.addSql(`drop table if exists "call_note" cascade;`);
    this.addSql(`drop table if exists "call_leg" cascade;`);
    this.addSql(`drop table if exists "team_member" cascade;`);
    this.addSql(`drop table if exists "ticket_category" cascade;`);
    this.addSql(`drop table if exists "knowledge_article" cascade;`);
    this.addSql(`drop table if exists "article_view" cascade;`);
    this.addSql(`drop table if exists "article_ticket" cascade;`);
    this.addSql(`drop table if exists "article_revision" cascade;`);
    this.addSql(`drop table if exists "article_variant" cascade;`);
    this.addSql(`drop table if exists "article_feedback" cascade;`);
    this.addSql(`drop table if exists "ticket_numbering" cascade;`);
    this.addSql(`drop table if exists "ticket_status" cascade;`);
    this.addSql(`drop table if exists "ticket" cascade;`);
    this.addSql(`drop table if exists "ticket_message" cascade;`);
    this.addSql(`drop table if exists "ticket_link" cascade;`);
    this.addSql(`drop table if exists "ticket_cost_entry" cascade;`);
    this.addSql(`drop table if exists "ticket_assignment" cascade;`);
    this.addSql(`drop table if exists "suggestion_vote" cascade;`);
    this.addSql(`drop table if exists "ticket_status_change" cascade;`);
    this.addSql(`drop table if exists "ticket_time_entry" cascade;`);
    this.addSql(`drop table if exists "ticket_watcher" cascade;`);
  }

}
