-- Which of the nine stages of a job's life an event records. The stages of a job are recorded once
-- each; the last, deletion, as often as something of the job is deleted.
alter table audit_event add column stage smallint generated always as (
  case type
    when 'request.authenticated' then 1
    when 'policy.permitted' then 2
    when 'consent.verified' then 3
    when 'intake.sealed' then 4
    when 'processing.completed' then 5
    when 'fields.classified' then 6
    when 'response.structured' then 7
    when 'retention.scheduled' then 8
    when 'deletion.acknowledged' then 9
  end) stored;
create unique index audit_stage_once on audit_event
  (tenant_id, job_id, stage, (case when stage = 9 then position else 0 end))
  where stage is not null and job_id is not null;
