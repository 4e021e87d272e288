-- A hold may name a data subject, by the random id that consents name them by, and a class of documents.
alter table legal_hold
  add column subject_id     text check (subject_id ~ '^sub_[0-9a-f]{32}$'),
  add column document_class text check (document_class ~ '^[a-z][a-z0-9_]{0,63}$');
create index legal_hold_of_subject on legal_hold (tenant_id, subject_id)
  where subject_id is not null and ended_at is null;

-- When a hold let go of an artefact because its document turned out to be of another class.
alter table held_artefact add column let_go_at timestamptz;
grant update (let_go_at) on held_artefact to lethe_app;

-- Holds come first: whoever changes what a hold may reach shares this lock before taking the row of a job;
-- who places or ends a hold has it alone. So neither can overlook the other, and none waits in a circle.
create function heed_holds(p_tenant text) returns boolean
  language sql set search_path = public, pg_temp
  as $$ select true from pg_advisory_xact_lock_shared(hashtextextended('holds/' || p_tenant, 0)) $$;
create function have_holds_alone(p_tenant text) returns boolean
  language sql set search_path = public, pg_temp
  as $$ select true from pg_advisory_xact_lock(hashtextextended('holds/' || p_tenant, 0)) $$;

-- Which jobs each hold reaches, ended ones included. What is null in a hold restricts nothing. A document is
-- of the class that its sender gave, that was found, or that a reviewer gave it; one of which neither sender
-- nor engine has said a class may be of any.
create view hold_reach with (security_invoker = true) as
  select h.tenant_id, h.id as hold_id, h.ended_at, h.artefacts, h.document_class is not null as by_class,
         j.id as job_id,
         j.document_class is null and j.request->>'document_class' is null as unclassified
    from legal_hold h join job j on j.tenant_id = h.tenant_id
   where (h.jobs is null or j.id = any (h.jobs))
     and (h.purpose is null or j.purpose = h.purpose)
     and (h.region is null or j.region = h.region)
     and (h.created_from is null or j.created_at >= h.created_from)
     and (h.created_until is null or j.created_at < h.created_until)
     and (h.subject_id is null or exists (
       select 1 from consent c
        where c.tenant_id = h.tenant_id and c.subject_id = h.subject_id
          and (c.job_id = j.id or exists (
            select 1 from job_consent l where l.job_id = j.id and l.consent_id = c.id))))
     and (h.document_class is null
       or j.document_class = h.document_class
       or j.request->>'document_class' = h.document_class
       or (j.document_class is null and j.request->>'document_class' is null)
       or exists (select 1 from disposition d where d.job_id = j.id and d.label = h.document_class));
grant select on hold_reach to lethe_app;

create or replace function hold_what_is_planned() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    perform heed_holds(new.tenant_id);
    insert into held_artefact (tenant_id, hold_id, job_id, artefact)
      select r.tenant_id, r.hold_id, new.job_id, new.artefact
        from hold_reach r
       where r.tenant_id = new.tenant_id and r.job_id = new.job_id and r.ended_at is null
         and new.artefact = any (r.artefacts);
    get diagnostics new.holds = row_count;
    return new;
  end
  $$;

-- Holds what open holds have come to reach of a job whose artefacts are planned already. Deletion takes the
-- job's row first as well: what it has taken is gone before this looks, and what this has taken it leaves.
create function hold_what_is_reached(p_tenant text, p_job text) returns void
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    perform heed_holds(p_tenant);
    if not exists (select 1 from legal_hold h where h.tenant_id = p_tenant and h.ended_at is null) then
      return;
    end if;
    perform 1 from job j where j.tenant_id = p_tenant and j.id = p_job for no key update;
    with caught as (
      insert into held_artefact as k (tenant_id, hold_id, job_id, artefact)
        select r.tenant_id, r.hold_id, a.job_id, a.artefact
          from hold_reach r join artefact a on a.tenant_id = r.tenant_id and a.job_id = r.job_id
         where r.tenant_id = p_tenant and r.job_id = p_job and r.ended_at is null
           and a.artefact = any (r.artefacts) and a.deleted_at is null
      on conflict (hold_id, job_id, artefact) do update set let_go_at = null where k.let_go_at is not null
      returning k.artefact)
    update artefact a set holds = a.holds + n.count
      from (select artefact, count(*)::integer as count from caught group by artefact) n
     where a.tenant_id = p_tenant and a.job_id = p_job and a.artefact = n.artefact;
  end
  $$;

-- A job is linked to the consent of a person: by carrying it, or by referring to it.
create function hold_what_is_linked() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$ begin perform hold_what_is_reached(new.tenant_id, new.job_id); return null; end $$;
create trigger consent_in_reach_of_holds after insert on consent
  for each row when (new.job_id is not null and new.subject_id is not null)
  execute function hold_what_is_linked();
create trigger consent_in_reach_of_holds after insert on job_consent
  for each row execute function hold_what_is_linked();

-- A reviewer says of which class something is. That can only add to what is kept.
create trigger label_in_reach_of_holds after insert or update of label on disposition
  for each row when (new.label is not null)
  execute function hold_what_is_linked();

-- The class of a document is found. Holds on this class catch it if they have not, and those that kept it
-- because it might have been of theirs let go: what is past its deadline is due.
create function hold_what_is_classified() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    perform hold_what_is_reached(new.tenant_id, new.id);
    with gone as (
      update held_artefact k set let_go_at = clock_timestamp()
        from legal_hold h
       where k.tenant_id = new.tenant_id and k.job_id = new.id and k.let_go_at is null
         and h.id = k.hold_id and h.ended_at is null and h.document_class is not null
         and not exists (select 1 from hold_reach r where r.hold_id = k.hold_id and r.job_id = k.job_id)
      returning k.artefact)
    update artefact a set holds = a.holds - n.count, next_attempt_at = null
      from (select artefact, count(*)::integer as count from gone group by artefact) n
     where a.tenant_id = new.tenant_id and a.job_id = new.id and a.artefact = n.artefact;
    return null;
  end
  $$;
create trigger class_in_reach_of_holds after update of document_class on job
  for each row when (new.document_class is not null and new.document_class is distinct from old.document_class)
  execute function hold_what_is_classified();

-- Whom an open hold names is not forgotten: under a new id the hold would not know them.
create function keep_who_is_named() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    perform heed_holds(old.tenant_id);
    if exists (select 1 from legal_hold h
                where h.tenant_id = old.tenant_id and h.subject_id = old.id and h.ended_at is null) then
      raise exception 'a hold names the data subject' using errcode = 'check_violation';
    end if;
    return old;
  end
  $$;
create trigger subject_is_not_named before delete on subject
  for each row execute function keep_who_is_named();

revoke all on function heed_holds(text) from public;
revoke all on function have_holds_alone(text) from public;
revoke all on function hold_what_is_reached(text, text) from public;
revoke all on function hold_what_is_linked() from public;
revoke all on function hold_what_is_classified() from public;
revoke all on function keep_who_is_named() from public;
grant execute on function heed_holds(text) to lethe_app;
grant execute on function have_holds_alone(text) to lethe_app;
grant execute on function hold_what_is_reached(text, text) to lethe_app;
