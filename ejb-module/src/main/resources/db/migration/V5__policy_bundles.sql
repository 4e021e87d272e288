-- Which policy is in force, for all tenants alike. The server reaches these tables through functions
-- alone: it can propose a change and have a second person decide on it, and cannot approve by itself.
-- An installation approves what it brings (deploy_policy), as the owner.

create table policy_bundle (
  sha256    text        primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  bundle_id text        not null,
  version   text        not null,
  -- the files by name, as they were signed, and their signature: a server verifies both before it runs them
  files     jsonb       not null,
  envelope  text        not null,
  added_at  timestamptz not null
);

create table policy_change (
  id           text        primary key check (id ~ '^pch_[0-9a-f]{32}$'),
  sha256       text        not null references policy_bundle,
  kind         text        not null check (kind in ('CHANGE', 'ROLLBACK', 'DEPLOYMENT')),
  state        text        not null check (state in ('PROPOSED', 'APPROVED', 'REJECTED')),
  proposed_by  text        not null,
  proposed_at  timestamptz not null,
  decided_by   text,
  decided_at   timestamptz,
  effective_at timestamptz,
  revision     integer     not null default 1,
  check (decided_by <> proposed_by),
  check ((state = 'PROPOSED') = (decided_by is null)),
  check ((state = 'APPROVED') = (effective_at is not null))
);
create index policy_change_in_force on policy_change (effective_at desc, decided_at desc) where state = 'APPROVED';

alter table policy_bundle enable row level security;
alter table policy_bundle force row level security;
create policy owner_keeps on policy_bundle to current_user using (true) with check (true);
alter table policy_change enable row level security;
alter table policy_change force row level security;
create policy owner_keeps on policy_change to current_user using (true) with check (true);

create function policy_in_force() returns table (sha256 text, since timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.sha256, c.effective_at from policy_change c
     where c.state = 'APPROVED' and c.effective_at <= clock_timestamp()
     order by c.effective_at desc, c.decided_at desc limit 1
  $$;

create function read_policy(p_sha256 text) returns table (files text, envelope text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select b.files::text, b.envelope from policy_bundle b where b.sha256 = p_sha256 $$;

create function list_policy_changes()
  returns table (id text, sha256 text, bundle_id text, version text, kind text, state text, proposed_by text,
                 proposed_at timestamptz, decided_by text, decided_at timestamptz, effective_at timestamptz, revision integer)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.id, c.sha256, b.bundle_id, b.version, c.kind, c.state, c.proposed_by, c.proposed_at, c.decided_by,
           c.decided_at, c.effective_at, c.revision
      from policy_change c join policy_bundle b on b.sha256 = c.sha256
     order by c.proposed_at desc, c.id limit 500
  $$;

-- What was brought once is never changed: the same hash is the same bundle.
create function propose_policy(p_change text, p_sha256 text, p_bundle_id text, p_version text, p_files jsonb,
                               p_envelope text, p_kind text, p_by text) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if p_kind = 'DEPLOYMENT' then
      raise exception 'a deployment is not proposed' using errcode = 'check_violation';
    end if;
    insert into policy_bundle (sha256, bundle_id, version, files, envelope, added_at)
      values (p_sha256, p_bundle_id, p_version, p_files, p_envelope, clock_timestamp())
      on conflict do nothing;
    insert into policy_change (id, sha256, kind, state, proposed_by, proposed_at)
      values (p_change, p_sha256, p_kind, 'PROPOSED', p_by, clock_timestamp());
  end
  $$;

-- By somebody else than who proposed it, of the revision that was looked at, and never back in time.
create function decide_policy(p_change text, p_revision integer, p_by text, p_approve boolean, p_effective timestamptz)
  returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    decided integer;
  begin
    update policy_change
       set state = case when p_approve then 'APPROVED' else 'REJECTED' end,
           decided_by = p_by,
           decided_at = clock_timestamp(),
           effective_at = case when p_approve then greatest(p_effective, clock_timestamp()) end,
           revision = revision + 1
     where id = p_change and state = 'PROPOSED' and revision = p_revision and proposed_by <> p_by;
    get diagnostics decided = row_count;
    return decided = 1;
  end
  $$;

create function deploy_policy(p_sha256 text, p_bundle_id text, p_version text, p_files jsonb, p_envelope text, p_by text)
  returns boolean
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    insert into policy_bundle (sha256, bundle_id, version, files, envelope, added_at)
      values (p_sha256, p_bundle_id, p_version, p_files, p_envelope, clock_timestamp())
      on conflict (sha256) do update set files = excluded.files, envelope = excluded.envelope;
    if exists (select 1 from policy_in_force() f where f.sha256 = p_sha256) then
      return false;
    end if;
    insert into policy_change (id, sha256, kind, state, proposed_by, proposed_at, decided_by, decided_at, effective_at)
      values ('pch_' || replace(gen_random_uuid()::text, '-', ''), p_sha256, 'DEPLOYMENT', 'APPROVED', p_by,
              clock_timestamp(), 'deployment', clock_timestamp(), clock_timestamp());
    return true;
  end
  $$;

revoke all on function policy_in_force() from public;
revoke all on function read_policy(text) from public;
revoke all on function list_policy_changes() from public;
revoke all on function propose_policy(text, text, text, text, jsonb, text, text, text) from public;
revoke all on function decide_policy(text, integer, text, boolean, timestamptz) from public;
revoke all on function deploy_policy(text, text, text, jsonb, text, text) from public;
grant execute on function policy_in_force() to lethe_app;
grant execute on function read_policy(text) to lethe_app;
grant execute on function list_policy_changes() to lethe_app;
grant execute on function propose_policy(text, text, text, text, jsonb, text, text, text) to lethe_app;
grant execute on function decide_policy(text, integer, text, boolean, timestamptz) to lethe_app;
