-- Shred epochs: data keys are wrapped by the epoch key of their tenant, class and the day they are due, and
-- that by the tenant's root key. The wrapped epoch key is not here but in the epoch vault, of which no copy
-- of the database has anything: when it is destroyed, all copies of what it wrapped are lost with it.
create table shred_epoch (
  id              text        primary key check (id ~ '^epoch_[0-9a-f]{32}$'),
  tenant_id       text        not null references tenant,
  artefact        text        not null,
  -- the day, in UTC, on which what is wrapped is due
  day             date        not null,
  ends_at         timestamptz not null,
  commitment      text        not null,
  created_at      timestamptz not null,
  -- takes no more keys; what is still needed moves to a later epoch
  closed_at       timestamptz,
  next_attempt_at timestamptz,
  destroyed_at    timestamptz,
  -- the statement of its destruction, signed (JWS)
  jws             text,
  check (destroyed_at is null or closed_at is not null),
  check ((destroyed_at is null) = (jws is null))
);
create unique index shred_epoch_open on shred_epoch (tenant_id, artefact, day) where closed_at is null;
create index shred_epoch_over on shred_epoch (tenant_id, ends_at) where destroyed_at is null;
alter table shred_epoch enable row level security;
alter table shred_epoch force row level security;
create policy tenant_isolation on shred_epoch using (tenant_id = current_setting('lethe.tenant', true))
  with check (tenant_id = current_setting('lethe.tenant', true));
create policy owner_finds on shred_epoch for select to current_user using (true);
grant select, insert on shred_epoch to lethe_app;
grant update (closed_at, next_attempt_at, destroyed_at, jws) on shred_epoch to lethe_app;

-- What was destroyed stays destroyed.
create function keep_destruction() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    if old.destroyed_at is not null or (old.closed_at is not null and new.closed_at is null) then
      raise exception 'an epoch is closed and destroyed once' using errcode = 'check_violation';
    end if;
    return new;
  end
  $$;
revoke all on function keep_destruction() from public;
create trigger shred_epoch_goes_one_way before update on shred_epoch
  for each row execute function keep_destruction();

-- Keys from before have no epoch: the root key wraps them itself, until they are deleted.
alter table data_key
  add column epoch_id   text references shred_epoch,
  add column commitment text,
  add check ((epoch_id is null) = (commitment is null));
create index data_key_by_epoch on data_key (epoch_id) where epoch_id is not null;
grant update (epoch_id, wrapped) on data_key to lethe_app;

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
        or exists (select 1 from certificate_pending c
                    where c.tenant_id = t.id and c.noted_at <= p_now - interval '15 seconds')
        or exists (select 1 from shred_epoch e
                    where e.tenant_id = t.id and e.destroyed_at is null and e.ends_at <= p_now
                      and (e.next_attempt_at is null or e.next_attempt_at <= p_now))
     order by t.id
  $$;
