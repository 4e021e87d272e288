-- Endings that are still to be written to the journal outside of the database: noted by the transaction that
-- brings them, taken when the journal has them. So a kill in between leaves a note.
create table journal_note (
  tenant_id text        not null references tenant,
  id        bigint      generated always as identity,
  -- ids, codes and times
  entry     jsonb       not null,
  noted_at  timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);
alter table journal_note enable row level security;
alter table journal_note force row level security;
create policy tenant_isolation on journal_note using (tenant_id = current_setting('lethe.tenant', true))
  with check (tenant_id = current_setting('lethe.tenant', true));
create policy owner_finds on journal_note for select to current_user using (true);
grant select, insert, update, delete on journal_note to lethe_app;

-- Up to where this database contains each segment of the journal. A copy of the database has the positions of
-- its time: whatever was added to the journal after them may be unknown to it.
create table journal_position (
  segment  text        primary key check (segment ~ '^segment_[0-9a-f]{32}$'),
  bytes    bigint      not null check (bytes >= 0),
  noted_at timestamptz not null
);
alter table journal_position enable row level security;
alter table journal_position force row level security;
create policy owner_keeps on journal_position to current_user using (true) with check (true);

create function journal_positions() returns table (segment text, bytes bigint, noted_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select p.segment, p.bytes, p.noted_at from journal_position p $$;

create function note_journal_position(p_segment text, p_bytes bigint) returns bigint
  language sql security definer set search_path = public, pg_temp
  as $$
    insert into journal_position as p (segment, bytes, noted_at) values (p_segment, p_bytes, clock_timestamp())
      on conflict (segment) do update
         set bytes = greatest(p.bytes, excluded.bytes), noted_at = excluded.noted_at
    returning p.bytes
  $$;

create function forget_journal_positions(p_segments text[]) returns bigint
  language sql security definer set search_path = public, pg_temp
  as $$
    with gone as (delete from journal_position p where p.segment = any (p_segments) returning 1)
    select count(*) from gone
  $$;

create function list_tenants_with_journal_notes(p_before timestamptz) returns table (tenant text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select distinct n.tenant_id from journal_note n where n.noted_at <= p_before order by 1 $$;

revoke all on function journal_positions() from public;
revoke all on function note_journal_position(text, bigint) from public;
revoke all on function forget_journal_positions(text[]) from public;
revoke all on function list_tenants_with_journal_notes(timestamptz) from public;
grant execute on function journal_positions() to lethe_app;
grant execute on function note_journal_position(text, bigint) to lethe_app;
grant execute on function forget_journal_positions(text[]) to lethe_app;
grant execute on function list_tenants_with_journal_notes(timestamptz) to lethe_app;
