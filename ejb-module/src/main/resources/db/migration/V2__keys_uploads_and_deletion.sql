-- A tenant's root keys, wrapped by the master key or, with another provider, only named here.
create table tenant_key (
  tenant_id   text        not null references tenant,
  version     integer     not null,
  provider    text        not null,
  wrapped     bytea       not null,
  created_at  timestamptz not null default now(),
  primary key (tenant_id, version)
);

-- Wrapped data keys, in a table of their own. Deleting a row makes all it sealed unreadable.
create table data_key (
  id                 text        primary key,
  tenant_id          text        not null references tenant,
  -- a job, or an upload slot that has no job yet
  job_id             text        not null,
  artefact           text        not null,
  scheme             text        not null,
  tenant_key_version integer     not null,
  wrapped            bytea       not null,
  created_at         timestamptz not null default now()
);
create index data_key_by_job on data_key (tenant_id, job_id, artefact);
create index data_key_by_age on data_key (tenant_id, created_at);

-- The key under which a tenant's pseudonyms are made, wrapped by its root key.
create table pseudonym_key (
  tenant_id          text        primary key references tenant,
  tenant_key_version integer     not null,
  wrapped            bytea       not null,
  created_at         timestamptz not null default now()
);

-- Write-only, single-use places to put a document. Only the hash of the token is kept.
create table upload_slot (
  token_hash   bytea       primary key,
  id           text        not null unique,
  tenant_id    text        not null references tenant,
  actor        text        not null,
  state        text        not null
    check (state in ('OPEN', 'FILLING', 'FILLED', 'CONSUMED')),
  max_bytes    bigint      not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  filled_at    timestamptz,
  consumed_at  timestamptz,
  -- content and key are gone
  destroyed_at timestamptz,
  job_id       text,
  object_id    text,
  data_key_id  text,
  media_type   text,
  bytes        bigint
);
create index upload_slot_by_expiry on upload_slot (tenant_id, expires_at) where destroyed_at is null;

-- How the deletion of an artefact goes: begun, failed how often, tried again when.
alter table artefact
  add column deleting_at     timestamptz,
  add column attempts        integer not null default 0,
  add column next_attempt_at timestamptz;
create index artefact_by_object on artefact (tenant_id, object_id) where object_id is not null;

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
create index deletion_receipt_by_time on deletion_receipt (tenant_id, deleted_at desc, id);
create index deletion_receipt_by_job on deletion_receipt (tenant_id, job_id);

-- That a job was and is no more; holds no content and outlives everything else of it.
create table tombstone (
  tenant_id  text        not null references tenant,
  job_id     text        not null,
  receipt_id text        not null,
  deleted_at timestamptz not null,
  primary key (tenant_id, job_id)
);

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
create index deletion_run_by_time on deletion_run (tenant_id, started_at desc, id);

-- Which server sweeps now, so that one of several does. Belongs to no tenant.
create table sweep_lease (
  name       text        primary key,
  holder     text        not null,
  held_until timestamptz not null
);
alter table sweep_lease enable row level security;
alter table sweep_lease force row level security;
create policy owner_leases on sweep_lease to current_user using (true) with check (true);

do $$
declare
  t text;
begin
  foreach t in array array['tenant_key', 'data_key', 'pseudonym_key', 'upload_slot', 'deletion_receipt', 'tombstone',
      'deletion_run'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I using (tenant_id = current_setting(''lethe.tenant'', true))'
        ' with check (tenant_id = current_setting(''lethe.tenant'', true))', t);
  end loop;
end
$$;

-- Receipts and tombstones are evidence: written once, never changed.
grant select, insert on tenant_key, pseudonym_key, deletion_receipt, tombstone to lethe_app;
grant select, insert, delete on data_key to lethe_app;
grant select, insert, update, delete on upload_slot to lethe_app;
grant select, insert, update on deletion_run to lethe_app;

create policy owner_finds on upload_slot for select to current_user using (true);
create policy owner_finds on artefact for select to current_user using (true);

-- Whose slot a token opens: the token is the whole authority of an upload, which has no tenant yet.
create function find_upload_slot(p_token_hash bytea) returns table (tenant text, slot text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select tenant_id, id from upload_slot where token_hash = p_token_hash $$;

-- Which tenants have something to delete: one cheap question for all of them.
create function list_tenants_due(p_now timestamptz) returns table (tenant text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select t.id from tenant t
     where exists (select 1 from artefact a
                    where a.tenant_id = t.id and a.deleted_at is null and a.delete_at <= p_now
                      and (a.next_attempt_at is null or a.next_attempt_at <= p_now))
        or exists (select 1 from upload_slot s
                    where s.tenant_id = t.id and s.destroyed_at is null and s.expires_at <= p_now)
     order by t.id
  $$;

-- Takes or renews a lease; false while another holds it.
create function take_lease(p_name text, p_holder text, p_for interval) returns boolean
  language sql security definer set search_path = public, pg_temp
  as $$
    with taken as (
      insert into sweep_lease as l (name, holder, held_until)
        values (p_name, p_holder, clock_timestamp() + p_for)
      on conflict (name) do update
         set holder = excluded.holder, held_until = excluded.held_until
       where l.holder = p_holder or l.held_until <= clock_timestamp()
      returning 1)
    select exists (select 1 from taken)
  $$;

revoke all on function find_upload_slot(bytea) from public;
revoke all on function list_tenants_due(timestamptz) from public;
revoke all on function take_lease(text, text, interval) from public;
grant execute on function find_upload_slot(bytea) to lethe_app;
grant execute on function list_tenants_due(timestamptz) to lethe_app;
grant execute on function take_lease(text, text, interval) to lethe_app;
