-- Legal holds: why what may not be deleted yet. A hold counts from the moment it is asked for, so that
-- nothing is lost while a second person looks at it, and until a second person has released it.
create table legal_hold (
  id                   text        primary key check (id ~ '^hold_[0-9a-f]{32}$'),
  tenant_id            text        not null references tenant,
  case_reference       text        not null,
  reason               text        not null,
  -- the scope query: what is null restricts nothing
  jobs                 text[],
  purpose              text,
  region               text,
  created_from         timestamptz,
  created_until        timestamptz,
  artefacts            text[]      not null,
  state                text        not null
    check (state in ('REQUESTED', 'ACTIVE', 'RELEASE_REQUESTED', 'RELEASED', 'REJECTED')),
  requested_by         text        not null,
  requested_at         timestamptz not null,
  approved_by          text,
  approved_at          timestamptz,
  release_requested_by text,
  release_requested_at timestamptz,
  ended_by             text,
  ended_at             timestamptz,
  review_at            timestamptz not null,
  check (approved_by <> requested_by),
  check (state <> 'ACTIVE' or approved_by is not null),
  check (state <> 'REJECTED' or ended_by <> requested_by),
  check (state <> 'RELEASED' or ended_by <> release_requested_by),
  check ((state in ('RELEASED', 'REJECTED')) = (ended_at is not null)),
  unique (tenant_id, id)
);
create index legal_hold_by_time on legal_hold (tenant_id, requested_at desc, id);
create index legal_hold_open on legal_hold (tenant_id) where ended_at is null;

-- What a hold keeps, artefact by artefact. Stays as evidence when the hold has ended.
create table held_artefact (
  tenant_id text        not null,
  hold_id   text        not null,
  job_id    text        not null,
  artefact  text        not null,
  held_at   timestamptz not null default clock_timestamp(),
  primary key (hold_id, job_id, artefact),
  foreign key (tenant_id, hold_id) references legal_hold (tenant_id, id)
);
create index held_artefact_by_job on held_artefact (tenant_id, job_id);

do $$
declare
  t text;
begin
  foreach t in array array['legal_hold', 'held_artefact'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I using (tenant_id = current_setting(''lethe.tenant'', true))'
        ' with check (tenant_id = current_setting(''lethe.tenant'', true))', t);
  end loop;
end
$$;
grant select, insert, update on legal_hold to lethe_app;
grant select, insert on held_artefact to lethe_app;

-- How many holds keep it. In the row itself, so that placing a hold and deleting wait for each other.
alter table artefact add column holds integer not null default 0 check (holds >= 0);
drop index artefact_due;
create index artefact_due on artefact (tenant_id, delete_at, job_id) where deleted_at is null and holds = 0;
create index artefact_held on artefact (tenant_id, delete_at, job_id) where deleted_at is null and holds > 0;

-- What is held is not deleted by anyone: the last word is the table's own.
create function keep_what_is_held() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    if new.deleted_at is not null and old.deleted_at is null and old.holds > 0 then
      raise exception 'a hold keeps the artefact' using errcode = 'check_violation';
    end if;
    return new;
  end
  $$;
create trigger artefact_is_not_held before update of deleted_at on artefact
  for each row execute function keep_what_is_held();

-- What comes into the scope of an open hold later is held from its first moment. The lock makes it wait
-- for a hold that is being placed, which does not see it yet.
create function hold_what_is_planned() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    perform pg_advisory_xact_lock_shared(hashtextextended('holds/' || new.tenant_id, 0));
    insert into held_artefact (tenant_id, hold_id, job_id, artefact)
      select h.tenant_id, h.id, new.job_id, new.artefact
        from legal_hold h join job j on j.tenant_id = h.tenant_id and j.id = new.job_id
       where h.tenant_id = new.tenant_id and h.ended_at is null
         and new.artefact = any (h.artefacts)
         and (h.jobs is null or j.id = any (h.jobs))
         and (h.purpose is null or j.purpose = h.purpose)
         and (h.region is null or j.region = h.region)
         and (h.created_from is null or j.created_at >= h.created_from)
         and (h.created_until is null or j.created_at < h.created_until);
    get diagnostics new.holds = row_count;
    return new;
  end
  $$;
create trigger artefact_in_scope_of_holds before insert on artefact
  for each row execute function hold_what_is_planned();
revoke all on function keep_what_is_held() from public;
revoke all on function hold_what_is_planned() from public;

create or replace function list_tenants_due(p_now timestamptz) returns table (tenant text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select t.id from tenant t
     where exists (select 1 from artefact a
                    where a.tenant_id = t.id and a.deleted_at is null and a.holds = 0 and a.delete_at <= p_now
                      and (a.next_attempt_at is null or a.next_attempt_at <= p_now))
        or exists (select 1 from upload_slot s
                    where s.tenant_id = t.id and s.destroyed_at is null and s.expires_at <= p_now)
        or exists (select 1 from object_removal o
                    where o.tenant_id = t.id and o.next_attempt_at <= p_now)
     order by t.id
  $$;

create or replace function expire_audit_events(p_jobs text[]) returns table (job text, removed bigint)
  language sql security definer set search_path = public, pg_temp
  as $$
    with gone as (
      delete from audit_event e
       where e.tenant_id = current_setting('lethe.tenant', true)
         and e.job_id = any (p_jobs)
         and exists (
           select 1 from artefact a
            where a.tenant_id = e.tenant_id and a.job_id = e.job_id and a.artefact = 'AUDIT'
              and a.holds = 0 and a.delete_at <= clock_timestamp())
      returning e.job_id)
    select job_id, count(*) from gone group by job_id
  $$;
