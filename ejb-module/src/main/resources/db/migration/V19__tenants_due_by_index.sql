-- Whether a tenant has something due is asked every few seconds. As `exists`, with a moment that is not
-- known when the statement is planned, it was planned as a scan of all artefacts of all tenants; the
-- first in the index's own order is one look, however many there are.
create or replace function list_tenants_due(p_now timestamptz) returns table (tenant text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select t.id from tenant t
     where (select true from artefact a
             where a.tenant_id = t.id and a.deleted_at is null and a.holds = 0 and a.delete_at <= p_now
               and (a.next_attempt_at is null or a.next_attempt_at <= p_now)
             order by a.delete_at limit 1)
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
