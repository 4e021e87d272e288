-- What a certificate says beyond the counts: policy, stores, deadlines, and what was kept. Null before this.
alter table deletion_receipt add column details jsonb;

-- Receipts that are still to be signed: noted by the deleting transaction, taken by the signing one. So a kill
-- in between leaves a note, and no receipt is signed twice.
create table certificate_pending (
  tenant_id  text        not null references tenant,
  receipt_id text        not null,
  job_id     text        not null,
  noted_at   timestamptz not null,
  primary key (tenant_id, receipt_id)
);
create index certificate_pending_by_job on certificate_pending (tenant_id, job_id);

-- A receipt as it was signed, in JWS compact serialization (RFC 7515).
create table deletion_certificate (
  tenant_id text        not null references tenant,
  id        text        not null,
  job_id    text        not null,
  signer    text        not null,
  signed_at timestamptz not null,
  jws       text        not null,
  primary key (tenant_id, id),
  foreign key (id) references deletion_receipt (id)
);

do $$
declare
  t text;
begin
  foreach t in array array['certificate_pending', 'deletion_certificate'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I using (tenant_id = current_setting(''lethe.tenant'', true))'
        ' with check (tenant_id = current_setting(''lethe.tenant'', true))', t);
  end loop;
end
$$;
grant select, insert, delete, update on certificate_pending to lethe_app;
-- Evidence: written once, never changed.
grant select, insert on deletion_certificate to lethe_app;
create policy owner_finds on certificate_pending for select to current_user using (true);

-- What somebody was cut off from signing is due as well; whoever deletes now signs within the next seconds.
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
     order by t.id
  $$;
