-- The classes of artefacts that there are, whether anything keeps them yet or not, and from when the
-- window of each runs: from its creation, or from an event. Until the event comes its deadline is the
-- longest time that policy allows; the event can only bring it forward.
alter table artefact drop constraint artefact_artefact_check;
alter table artefact
  add constraint artefact_artefact_check check (artefact in (
    'SOURCE', 'PAGE_RASTER', 'CROP', 'TRANSCRIPT', 'FIELDS', 'REDACTED_COPY', 'SIGNED_OUTPUT',
    'SIGNATURE_EVIDENCE', 'REVIEW_TASK', 'ERROR_RECORD', 'WEBHOOK_PAYLOAD', 'EXPORT', 'CACHE', 'AUDIT')),
  add column starts_on        text not null default 'created' check (starts_on ~ '^[a-z][a-z0-9_]{0,31}$'),
  add column keeps_for        interval,
  add column started_at       timestamptz,
  -- who is being handed a result that is deleted by its delivery has it alone until then
  add column delivering_until timestamptz,
  -- when its object was first not found in its store
  add column missing_at       timestamptz,
  add check (starts_on = 'created' or keeps_for is not null);
create index artefact_missing on artefact (tenant_id, missing_at) where missing_at is not null and deleted_at is null;

-- A result that was handed out whole, and an artefact whose object is missing, lead to deletions of their own.
alter table deletion_receipt drop constraint deletion_receipt_trigger_check;
alter table deletion_receipt add constraint deletion_receipt_trigger_check
  check (trigger in ('deadline', 'request', 'failure', 'withdrawal', 'retrieval', 'missing'));

alter table object_removal add column attempts integer not null default 0;

-- Deletions that failed too often: a person has to look. They are tried again once a day, and close when
-- one succeeds. Codes and ids alone.
create table dead_letter (
  id             text        primary key check (id ~ '^letter_[0-9a-f]{32}$'),
  tenant_id      text        not null references tenant,
  job_id         text        not null,
  artefact       text        not null,
  step           text        not null check (step in ('erase', 'remove')),
  cause          text        not null check (cause ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  attempts       integer     not null,
  opened_at      timestamptz not null,
  last_failed_at timestamptz not null,
  requeued_by    text,
  requeued_at    timestamptz,
  closed_at      timestamptz,
  check ((requeued_by is null) = (requeued_at is null))
);
create unique index dead_letter_open on dead_letter (tenant_id, job_id, artefact, step) where closed_at is null;
create index dead_letter_by_time on dead_letter (tenant_id, opened_at desc, id);
create index dead_letter_by_job on dead_letter (tenant_id, job_id);
alter table dead_letter enable row level security;
alter table dead_letter force row level security;
create policy tenant_isolation on dead_letter using (tenant_id = current_setting('lethe.tenant', true))
  with check (tenant_id = current_setting('lethe.tenant', true));
create policy owner_counts on dead_letter for select to current_user using (true);
grant select, insert, update, delete on dead_letter to lethe_app;

-- What the health check tells of all tenants together: two numbers and an age.
create function retention_alarms(p_now timestamptz)
  returns table (dead_letters bigint, missing bigint, late_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select (select count(*) from dead_letter where closed_at is null),
           (select count(*) from artefact where missing_at is not null and deleted_at is null),
           coalesce((select extract(epoch from p_now - min(delete_at))::bigint from artefact
                      where deleted_at is null and holds = 0 and delete_at <= p_now), 0)
  $$;
revoke all on function retention_alarms(timestamptz) from public;
grant execute on function retention_alarms(timestamptz) to lethe_app;
