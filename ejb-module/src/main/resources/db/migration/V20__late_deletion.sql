-- By how much deletion is late: numbers of all tenants together for operators, and for each tenant whether
-- an alarm stands.

-- From when on an artefact could go, where that is later than its deadline: a hold that is released, or a
-- deadline that is brought forward into the past, makes nothing late.
alter table artefact add column due_from timestamptz;
create function note_due_from() returns trigger language plpgsql set search_path = public, pg_temp
  as $$
  begin
    new.due_from := clock_timestamp();
    return new;
  end
  $$;
create trigger artefact_due_from before update of holds, delete_at on artefact for each row
  when ((old.holds > 0 and new.holds = 0) or new.delete_at < old.delete_at)
  execute function note_due_from();

-- A row while a tenant's deletions are past the bound, so that servers tell it once, and once that it is over.
create table late_deletion (
  tenant_id     text        primary key references tenant,
  began_at      timestamptz not null,
  worst_seconds bigint      not null
);
alter table late_deletion enable row level security;
alter table late_deletion force row level security;
create policy tenant_isolation on late_deletion using (tenant_id = current_setting('lethe.tenant', true))
  with check (tenant_id = current_setting('lethe.tenant', true));
create policy owner_lists on late_deletion for select to current_user using (true);
grant select, insert, update, delete on late_deletion to lethe_app;

-- What is due and nothing holds up, by tenant; and who has an alarm. What people look at before it goes is
-- not due before their time is over, since its deadline is the end of the review.
create function list_lateness(p_now timestamptz)
  returns table (tenant text, due bigint, late_seconds bigint, alarmed boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select t.id, coalesce(a.due, 0), coalesce(greatest(a.late_seconds, 0), 0), l.tenant_id is not null
      from tenant t
      left join (select tenant_id, count(*) as due,
                        extract(epoch from p_now - min(greatest(delete_at, due_from)))::bigint as late_seconds
                   from artefact
                  where deleted_at is null and holds = 0 and delete_at <= p_now
                  group by tenant_id) a on a.tenant_id = t.id
      left join late_deletion l on l.tenant_id = t.id
     where a.due > 0 or l.tenant_id is not null
     order by t.id
  $$;
revoke all on function list_lateness(timestamptz) from public;
grant execute on function list_lateness(timestamptz) to lethe_app;

-- When the leader last looked: a sweep that has nothing to do makes no run.
alter table sweep_lease add column taken_at timestamptz;
create or replace function take_lease(p_name text, p_holder text, p_for interval) returns boolean
  language sql security definer set search_path = public, pg_temp
  as $$
    with taken as (
      insert into sweep_lease as l (name, holder, held_until, taken_at)
        values (p_name, p_holder, clock_timestamp() + p_for, clock_timestamp())
      on conflict (name) do update
         set holder = excluded.holder, held_until = excluded.held_until, taken_at = excluded.taken_at
       where split_part(l.holder, '/', 1) = split_part(p_holder, '/', 1)
          or l.held_until <= clock_timestamp()
      returning 1)
    select exists (select 1 from taken)
  $$;

create policy owner_dates on deletion_run for select to current_user using (true);
create index deletion_run_completed on deletion_run (ended_at) where state = 'completed';

drop function retention_alarms(timestamptz);
create function retention_alarms(p_now timestamptz)
  returns table (dead_letters bigint, missing bigint, due bigint, late_seconds bigint,
                 looked_at timestamptz, swept_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select (select count(*) from dead_letter where closed_at is null),
           (select count(*) from artefact where missing_at is not null and deleted_at is null),
           coalesce(sum(l.due), 0)::bigint, coalesce(max(l.late_seconds), 0),
           (select taken_at from sweep_lease where name = 'retention-sweep'),
           (select max(ended_at) from deletion_run where state = 'completed')
      from list_lateness(p_now) l
  $$;
revoke all on function retention_alarms(timestamptz) from public;
grant execute on function retention_alarms(timestamptz) to lethe_app;
