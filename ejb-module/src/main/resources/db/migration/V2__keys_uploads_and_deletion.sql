-- Wrapped data keys, in a table of their own. Deleting a row makes all it sealed unreadable.
create table data_key (
  id          text        primary key,
  tenant_id   text        not null,
  job_id      text        not null,
  artefact    text        not null,
  wrapping_key text       not null,
  wrapped     bytea       not null,
  created_at  timestamptz not null
);
create index data_key_by_job on data_key (tenant_id, job_id, artefact);

-- Write-only, single-use places to put a document. Only the hash of the token is kept.
create table upload_slot (
  token_hash  bytea       primary key,
  id          text        not null unique,
  tenant_id   text        not null references tenant,
  actor       text        not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  filled_at   timestamptz,
  taken_at    timestamptz,
  job_id      text,
  object_id   text,
  data_key_id text,
  media_type  text,
  bytes       bigint
);
create index upload_slot_by_expiry on upload_slot (tenant_id, expires_at);

create table deletion_receipt (
  id             text        primary key,
  tenant_id      text        not null references tenant,
  job_id         text        not null,
  trigger        text        not null check (trigger in ('deadline', 'request', 'failure')),
  method         text        not null,
  counts         jsonb       not null,
  keys_destroyed jsonb       not null,
  policy_version text        not null,
  deleted_at     timestamptz not null,
  verified       boolean     not null
);
create index deletion_receipt_by_time on deletion_receipt (tenant_id, deleted_at desc);

create table deletion_run (
  id         text        not null,
  tenant_id  text        not null references tenant,
  started_at timestamptz not null,
  ended_at   timestamptz,
  state      text        not null check (state in ('running', 'completed', 'failed')),
  due        bigint      not null default 0,
  deleted    bigint      not null default 0,
  failed     bigint      not null default 0,
  primary key (id, tenant_id)
);
create index deletion_run_by_time on deletion_run (tenant_id, started_at desc);

do $$
declare
  t text;
begin
  foreach t in array array['data_key', 'upload_slot', 'deletion_receipt', 'deletion_run'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I using (tenant_id = current_setting(''lethe.tenant'', true))'
        ' with check (tenant_id = current_setting(''lethe.tenant'', true))', t);
  end loop;
end
$$;

grant select, insert, delete on data_key to lethe_app;
grant select, insert, update, delete on upload_slot to lethe_app;
grant select, insert on deletion_receipt to lethe_app;
grant select, insert, update on deletion_run to lethe_app;

create policy owner_finds on upload_slot for select to current_user using (true);

-- Whose slot a token opens: the token is the whole authority of an upload, which has no tenant yet.
create function find_upload_slot(p_token_hash bytea) returns table (tenant text, slot text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select tenant_id, id from upload_slot where token_hash = p_token_hash $$;

revoke all on function find_upload_slot(bytea) from public;
grant execute on function find_upload_slot(bytea) to lethe_app;
