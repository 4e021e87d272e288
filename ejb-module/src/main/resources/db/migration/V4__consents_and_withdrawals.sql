-- A consent is a record of its own (ISO/IEC TS 27560:2023), to which any number of jobs may refer.
-- What comes with a job is a record that this job carried.

-- Which pseudonym stands for whom. Everything else names a data subject by the random id, so that
-- deleting this row cuts the ledger and the trail off from the person for good.
create table subject (
  id          text        primary key check (id ~ '^sub_[0-9a-f]{32}$'),
  tenant_id   text        not null references tenant,
  -- keyed hash of the caller's reference
  pseudonym   text        not null,
  created_at  timestamptz not null,
  unique (tenant_id, pseudonym)
);

-- the migrating role is held to row-level security, too: it steps aside for what follows
alter table consent no force row level security;

insert into subject (id, tenant_id, pseudonym, created_at)
  select 'sub_' || replace(gen_random_uuid()::text, '-', ''), tenant_id, subject, min(given_at)
    from consent where subject is not null group by tenant_id, subject;
update consent c set subject = s.id
  from subject s where s.tenant_id = c.tenant_id and s.pseudonym = c.subject;

alter table consent rename column subject to subject_id;
alter table consent rename column allow_model_training to allow_model_improvement;
alter table consent
  -- the job that carried it, if one did
  alter column job_id drop not null,
  add column document_classes    text[]      not null default '{}',
  add column allow_processing    boolean     not null default true,
  add column allow_analytics     boolean     not null default false,
  add column allow_troubleshooting boolean   not null default false,
  add column notice_version      text,
  add column notice_sha256       text        check (notice_sha256 ~ '^[0-9a-f]{64}$'),
  add column notice_language     text,
  add column jurisdiction        text,
  -- contract, statute, assessment or incident; a keyed hash where it may point to a person
  add column reference           text,
  add column mechanism           text        not null default 'request_declaration',
  add column actor               text        not null default 'system',
  add column recorded_at         timestamptz,
  -- keyed hashes: of the caller's key for this request, and of the request
  add column idempotency_key     text,
  add column fingerprint         text;
update consent set recorded_at = given_at;
alter table consent alter column recorded_at set not null;
alter table consent alter column mechanism drop default;
alter table consent alter column actor drop default;
alter table consent add constraint consent_of_tenant unique (tenant_id, id);
create unique index consent_by_key on consent (tenant_id, idempotency_key) where idempotency_key is not null;
create index consent_by_subject on consent (tenant_id, subject_id) where subject_id is not null;
create index consent_by_expiry on consent (tenant_id, expires_at);
alter table consent force row level security;

-- Jobs that refer to a recorded consent.
create table job_consent (
  job_id      text        primary key,
  tenant_id   text        not null,
  consent_id  text        not null,
  foreign key (tenant_id, job_id) references job (tenant_id, id),
  foreign key (tenant_id, consent_id) references consent (tenant_id, id)
);
create index job_consent_by_consent on job_consent (tenant_id, consent_id);

-- What ended consents. With a job, the consent ended for this job alone.
create table consent_event (
  id            text        primary key,
  tenant_id     text        not null,
  consent_id    text        not null,
  job_id        text,
  type          text        not null check (type in ('withdrawn', 'objected')),
  time          timestamptz not null,
  actor         text        not null,
  withdrawal_id text        not null,
  foreign key (tenant_id, consent_id) references consent (tenant_id, id)
);
create unique index consent_event_once on consent_event (consent_id, coalesce(job_id, ''));

create table withdrawal (
  id            text        primary key check (id ~ '^wdr_[0-9a-f]{32}$'),
  tenant_id     text        not null references tenant,
  scope         text        not null check (scope in ('consent', 'job', 'document', 'subject')),
  -- id of what it names: a consent, a job, an upload slot or a subject
  target        text        not null,
  actor         text        not null,
  -- keyed hash of the reason that was given, and how long that was
  reason        text,
  reason_length integer     not null default 0,
  received_at   timestamptz not null,
  settled_at    timestamptz,
  unique (tenant_id, id)
);
create index withdrawal_by_time on withdrawal (tenant_id, received_at desc, id);
create index withdrawal_by_target on withdrawal (tenant_id, scope, target, received_at desc);
create index withdrawal_open on withdrawal (received_at) where settled_at is null;

-- What a withdrawal did, effect by effect, each added in the transaction of its change.
create table withdrawal_effect (
  tenant_id     text        not null,
  withdrawal_id text        not null,
  position      bigint      generated always as identity,
  kind          text        not null,
  consent_id    text,
  job_id        text,
  artefact      text,
  count         integer,
  state         text        not null check (state in ('pending', 'done', 'kept')),
  begun_at      timestamptz not null,
  due_at        timestamptz,
  settled_at    timestamptz,
  primary key (withdrawal_id, position),
  foreign key (tenant_id, withdrawal_id) references withdrawal (tenant_id, id)
);
create index withdrawal_effect_open on withdrawal_effect (tenant_id, job_id) where state = 'pending';

alter table job drop constraint job_state_check;
alter table job add constraint job_state_check
  check (state in ('ADMITTED', 'QUEUED', 'PROCESSING', 'DONE', 'FAILED', 'WITHDRAWN', 'DELETED'));
alter table deletion_receipt drop constraint deletion_receipt_trigger_check;
alter table deletion_receipt add constraint deletion_receipt_trigger_check
  check (trigger in ('deadline', 'request', 'failure', 'withdrawal'));

do $$
declare
  t text;
begin
  foreach t in array array['subject', 'job_consent', 'consent_event', 'withdrawal', 'withdrawal_effect'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I using (tenant_id = current_setting(''lethe.tenant'', true))'
        ' with check (tenant_id = current_setting(''lethe.tenant'', true))', t);
  end loop;
end
$$;

grant select, insert, delete on subject to lethe_app;
grant select, insert on job_consent, consent_event to lethe_app;
grant select, insert on withdrawal, withdrawal_effect to lethe_app;
grant update (settled_at) on withdrawal to lethe_app;
grant update (state, settled_at) on withdrawal_effect to lethe_app;

-- The ledger is only added to, whoever tries.
create function refuse_change() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$ begin raise exception 'the ledger is only added to' using errcode = '42501'; end $$;
revoke all on function refuse_change() from public;
create trigger only_added_to before update or delete or truncate on consent
  for each statement execute function refuse_change();
create trigger only_added_to before update or delete or truncate on consent_event
  for each statement execute function refuse_change();
create trigger only_added_to before update or delete or truncate on job_consent
  for each statement execute function refuse_change();

create policy owner_finds on withdrawal for select to current_user using (true);

-- Withdrawals that are not settled, of all tenants, for whoever takes them up again.
create function list_open_withdrawals(p_before timestamptz) returns table (tenant text, withdrawal text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select tenant_id, id from withdrawal where settled_at is null and received_at <= p_before
     order by received_at
  $$;

-- Which of some jobs are not to be worked on any more.
create function list_ended_jobs(p_jobs text[]) returns table (job text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select id from job where id = any(p_jobs) and state in ('FAILED', 'WITHDRAWN', 'DELETED') $$;

revoke all on function list_open_withdrawals(timestamptz) from public;
revoke all on function list_ended_jobs(text[]) from public;
grant execute on function list_open_withdrawals(timestamptz) to lethe_app;
grant execute on function list_ended_jobs(text[]) to lethe_app;
