-- Deletion takes what is due in the order of deadlines, goes on after the last it saw, and never
-- steps over rows that were deleted before.
drop index artefact_due;
create index artefact_due on artefact (tenant_id, delete_at, job_id) where deleted_at is null;

-- A deletion is one transaction now: there is nothing to mark before it.
alter table artefact drop column deleting_at;

-- Sealed objects whose keys are destroyed: noted by the deleting transaction, removed after it.
create table object_removal (
  tenant_id       text        not null references tenant,
  job_id          text        not null,
  object_id       text        not null,
  place           text        not null check (place in ('STORE', 'MEMORY')),
  next_attempt_at timestamptz not null,
  primary key (tenant_id, object_id)
);
create index object_removal_by_job on object_removal (tenant_id, job_id);
create index object_removal_by_time on object_removal (tenant_id, next_attempt_at);
alter table object_removal enable row level security;
alter table object_removal force row level security;
create policy tenant_isolation on object_removal using (tenant_id = current_setting('lethe.tenant', true))
  with check (tenant_id = current_setting('lethe.tenant', true));
grant select, insert, update, delete on object_removal to lethe_app;
create policy owner_finds on object_removal for select to current_user using (true);

create or replace function list_tenants_due(p_now timestamptz) returns table (tenant text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select t.id from tenant t
     where exists (select 1 from artefact a
                    where a.tenant_id = t.id and a.deleted_at is null and a.delete_at <= p_now
                      and (a.next_attempt_at is null or a.next_attempt_at <= p_now))
        or exists (select 1 from upload_slot s
                    where s.tenant_id = t.id and s.destroyed_at is null and s.expires_at <= p_now)
        or exists (select 1 from object_removal o
                    where o.tenant_id = t.id and o.next_attempt_at <= p_now)
     order by t.id
  $$;

-- A holder is called name/start. A lease of an earlier start of the same server passes to it at once:
-- a server that was killed does not wait for itself.
create or replace function take_lease(p_name text, p_holder text, p_for interval) returns boolean
  language sql security definer set search_path = public, pg_temp
  as $$
    with taken as (
      insert into sweep_lease as l (name, holder, held_until)
        values (p_name, p_holder, clock_timestamp() + p_for)
      on conflict (name) do update
         set holder = excluded.holder, held_until = excluded.held_until
       where split_part(l.holder, '/', 1) = split_part(p_holder, '/', 1)
          or l.held_until <= clock_timestamp()
      returning 1)
    select exists (select 1 from taken)
  $$;

-- The same for many jobs at once.
drop function expire_audit_events(text);
create function expire_audit_events(p_jobs text[]) returns table (job text, removed bigint)
  language sql security definer set search_path = public, pg_temp
  as $$
    with gone as (
      delete from audit_event e
       where e.tenant_id = current_setting('lethe.tenant', true)
         and e.job_id = any (p_jobs)
         and exists (
           select 1 from artefact a
            where a.tenant_id = e.tenant_id and a.job_id = e.job_id and a.artefact = 'AUDIT'
              and a.delete_at <= clock_timestamp())
      returning e.job_id)
    select job_id, count(*) from gone group by job_id
  $$;
revoke all on function expire_audit_events(text[]) from public;
grant execute on function expire_audit_events(text[]) to lethe_app;
