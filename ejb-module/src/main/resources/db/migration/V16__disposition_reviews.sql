-- What people look at before it goes. The deadline of an artefact is the end of the time in which they can
-- decide, so what nobody decides is due like anything else; review_for says how long before it they begin.
-- It is null for what goes without a review, also since somebody who has the right asked for its deletion.
alter table artefact
  add column review_for interval check (review_for > interval '0');
create index artefact_reviewed on artefact (tenant_id, delete_at) where review_for is not null and deleted_at is null;

alter table deletion_receipt drop constraint deletion_receipt_trigger_check;
alter table deletion_receipt add constraint deletion_receipt_trigger_check
  check (trigger in ('deadline', 'request', 'failure', 'withdrawal', 'retrieval', 'missing', 'disposition'));

-- Where each review stands. Ids, codes and times, and the accounts of those who decided.
create table disposition (
  id          text        primary key check (id ~ '^disp_[0-9a-f]{32}$'),
  tenant_id   text        not null references tenant,
  job_id      text        not null,
  artefact    text        not null,
  -- the class that a reviewer found it to be of
  label       text        check (label ~ '^[a-z][a-z0-9_]{0,63}$'),
  extended    interval    not null default interval '0' check (extended >= interval '0'),
  assignee    text,
  first_by    text,
  first_at    timestamptz,
  approved_by text,
  approved_at timestamptz,
  revision    integer     not null default 1,
  unique (tenant_id, id),
  unique (job_id, artefact),
  foreign key (job_id, artefact) references artefact (job_id, artefact),
  check ((first_by is null) = (first_at is null)),
  check ((approved_by is null) = (approved_at is null)),
  -- four eyes, whoever asks
  check (approved_by <> first_by),
  check (assignee <> first_by)
);
create index disposition_by_tenant on disposition (tenant_id, id);

-- What was decided. Evidence: added once, never changed.
create table disposition_step (
  tenant_id      text        not null,
  disposition_id text        not null,
  revision       integer     not null,
  action         text        not null check (action in ('APPROVE', 'EXTEND', 'RELABEL', 'REASSIGN')),
  stage          integer     not null check (stage in (1, 2)),
  reason         text        not null check (reason ~ '^[A-Z_]{1,40}$'),
  actor          text        not null,
  decided_at     timestamptz not null,
  before         timestamptz not null,
  after          timestamptz not null,
  label          text,
  assignee       text,
  primary key (tenant_id, disposition_id, revision),
  foreign key (tenant_id, disposition_id) references disposition (tenant_id, id)
);

do $$
declare
  t text;
begin
  foreach t in array array['disposition', 'disposition_step'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I using (tenant_id = current_setting(''lethe.tenant'', true))'
        ' with check (tenant_id = current_setting(''lethe.tenant'', true))', t);
  end loop;
end
$$;
grant select, insert, update on disposition to lethe_app;
grant select, insert on disposition_step to lethe_app;
