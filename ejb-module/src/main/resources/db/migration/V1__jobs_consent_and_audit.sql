-- Run as lethe_owner. The server connects as lethe_app, which owns nothing and passes no row-level
-- security: a transaction that has not named its tenant sees no row of any table.
-- FORCE holds the owner to the same rule; the few functions that must look across tenants have
-- policies of their own below and hand out ids only.

create table tenant (
  id          text        primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  created_at  timestamptz not null
);

create table job (
  id               text        primary key check (id ~ '^job_[0-9a-f]{32}$'),
  tenant_id        text        not null references tenant,
  state            text        not null
    check (state in ('ADMITTED', 'QUEUED', 'PROCESSING', 'DONE', 'FAILED', 'DELETED')),
  actor            text        not null,
  purpose          text        not null,
  -- what was asked for: codes, numbers and names of fields, never content
  request          jsonb       not null,
  region           text        not null,
  policy_id        text        not null,
  policy_version   text        not null,
  policy_sha256    text        not null,
  created_at       timestamptz not null,
  completed_at     timestamptz,
  deleted_at       timestamptz,
  -- the server whose memory alone holds the document of a caller who waits
  memory_node      text,
  media_type       text,
  document_class   text,
  pages            integer     not null default 0,
  engine_millis    bigint,
  engine           text,
  recognizer       text,
  model            text,
  extractor        text,
  problem          text,
  unique (tenant_id, id)
);
create index job_by_time on job (tenant_id, created_at desc);
create index job_unfinished on job (tenant_id, state) where state in ('ADMITTED', 'QUEUED', 'PROCESSING');

create table job_queue (
  job_id        text        primary key,
  tenant_id     text        not null,
  available_at  timestamptz not null,
  attempts      integer     not null default 0,
  lease_owner   text,
  lease_until   timestamptz,
  foreign key (tenant_id, job_id) references job (tenant_id, id)
);
create index job_queue_order on job_queue (available_at);

-- Results are ciphertext under a data key of their own: destroying the key erases them everywhere.
create table job_result (
  job_id      text        primary key,
  tenant_id   text        not null,
  data_key_id text        not null,
  sealed      bytea       not null,
  created_at  timestamptz not null,
  foreign key (tenant_id, job_id) references job (tenant_id, id)
);

-- What is kept of a job, one row for each class of artefact, and when it must be gone.
create table artefact (
  tenant_id   text        not null,
  job_id      text        not null,
  artefact    text        not null check (artefact in ('SOURCE', 'FIELDS', 'REDACTED_COPY', 'AUDIT')),
  object_id   text,
  data_key_id text,
  place       text        check (place in ('STORE', 'MEMORY')),
  created_at  timestamptz not null,
  delete_at   timestamptz not null,
  deleted_at  timestamptz,
  primary key (job_id, artefact),
  foreign key (tenant_id, job_id) references job (tenant_id, id)
);
create index artefact_due on artefact (tenant_id, delete_at) where deleted_at is null;
create index artefact_deleted on artefact (tenant_id, deleted_at) where deleted_at is not null;

create table consent (
  id                    text        primary key,
  tenant_id             text        not null,
  job_id                text        not null,
  purpose               text        not null,
  basis                 text        not null,
  allow_model_training  boolean     not null check (not allow_model_training),
  allow_manual_review   boolean     not null,
  -- keyed hash of the caller's reference to the data subject
  subject               text,
  policy_version        text        not null,
  policy_sha256         text        not null,
  given_at              timestamptz not null,
  expires_at            timestamptz,
  foreign key (tenant_id, job_id) references job (tenant_id, id)
);
create index consent_by_time on consent (tenant_id, given_at desc);
create index consent_by_job on consent (tenant_id, job_id);

-- Outbox of the audit log. The events of a job form a chain by hash; position keeps it from forking.
create table audit_event (
  id                 text        primary key,
  tenant_id          text        not null references tenant,
  time               timestamptz not null,
  type               text        not null,
  job_id             text,
  actor              text        not null,
  outcome            text        not null,
  policy_version     text        not null,
  policy_sha256      text        not null,
  facts              jsonb       not null,
  position           bigint,
  previous_leaf_hash text        check (previous_leaf_hash ~ '^[0-9a-f]{64}$'),
  leaf_hash          text        not null check (leaf_hash ~ '^[0-9a-f]{64}$'),
  unique (tenant_id, job_id, position),
  check ((job_id is null) = (position is null))
);
create index audit_by_time on audit_event (tenant_id, time desc, id desc);

do $$
declare
  t text;
begin
  foreach t in array array['job', 'job_queue', 'job_result', 'artefact', 'consent', 'audit_event'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I using (tenant_id = current_setting(''lethe.tenant'', true))'
        ' with check (tenant_id = current_setting(''lethe.tenant'', true))', t);
  end loop;
end
$$;
alter table tenant enable row level security;
alter table tenant force row level security;
create policy tenant_isolation on tenant using (id = current_setting('lethe.tenant', true))
  with check (id = current_setting('lethe.tenant', true));

-- What the server may do. Nothing is granted on audit_event and consent but to add and to read.
grant select, insert on tenant to lethe_app;
grant select, insert, update on job to lethe_app;
grant select, insert, update, delete on job_queue to lethe_app;
grant select, insert, delete on job_result to lethe_app;
grant select, insert, update on artefact to lethe_app;
grant select, insert on consent to lethe_app;
grant select, insert on audit_event to lethe_app;

-- Across tenants: ids only.
create policy owner_reads on tenant for select to current_user using (true);
create policy owner_claims on job_queue to current_user using (true) with check (true);
create policy owner_reads on job for select to current_user using (true);

create function list_tenants() returns table (tenant text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select id from tenant order by id $$;

-- Takes waiting jobs, or such whose lease ran out, for a time. What others are taking is passed over.
create function claim_jobs(p_owner text, p_lease interval, p_limit integer)
  returns table (tenant text, job text, attempt integer)
  language sql security definer set search_path = public, pg_temp
  as $$
    update job_queue
       set lease_owner = p_owner,
           lease_until = clock_timestamp() + p_lease,
           attempts = attempts + 1
     where job_id in (
       select job_id from job_queue
        where available_at <= clock_timestamp()
          and (lease_until is null or lease_until < clock_timestamp())
        order by available_at
        limit p_limit
        for update skip locked)
    returning tenant_id, job_id, attempts
  $$;

-- A server is called name/start. What an earlier start of the same server had claimed is free again.
create function release_claims(p_node text) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    released integer;
  begin
    update job_queue set lease_owner = null, lease_until = null
     where split_part(lease_owner, '/', 1) = split_part(p_node, '/', 1) and lease_owner <> p_node;
    get diagnostics released = row_count;
    return released;
  end
  $$;

-- Jobs that no queue row will bring back: admitted long ago without a document, or waited for by a
-- caller of a server that was started anew or is not heard of any more.
create function list_stranded_jobs(p_node text, p_before timestamptz)
  returns table (tenant text, job text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select tenant_id, id from job
     where (state = 'ADMITTED' and created_at < p_before)
        or (state in ('ADMITTED', 'QUEUED', 'PROCESSING') and memory_node <> p_node
            and (split_part(memory_node, '/', 1) = split_part(p_node, '/', 1)
                 or created_at < p_before))
  $$;

-- The only way to remove audit events: those of a job of the current tenant whose time is over.
create function expire_audit_events(p_job text) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    removed integer;
  begin
    delete from audit_event e
     where e.tenant_id = current_setting('lethe.tenant', true)
       and e.job_id = p_job
       and exists (
         select 1 from artefact a
          where a.tenant_id = e.tenant_id and a.job_id = p_job and a.artefact = 'AUDIT'
            and a.delete_at <= clock_timestamp());
    get diagnostics removed = row_count;
    return removed;
  end
  $$;

revoke all on function list_tenants() from public;
revoke all on function claim_jobs(text, interval, integer) from public;
revoke all on function release_claims(text) from public;
revoke all on function list_stranded_jobs(text, timestamptz) from public;
revoke all on function expire_audit_events(text) from public;
grant execute on function list_tenants() to lethe_app;
grant execute on function claim_jobs(text, interval, integer) to lethe_app;
grant execute on function release_claims(text) to lethe_app;
grant execute on function list_stranded_jobs(text, timestamptz) to lethe_app;
grant execute on function expire_audit_events(text) to lethe_app;
