-- The planner may run a subquery with a limit more than once, and each run locks and yields other
-- rows: as many jobs were leased, of which the caller saw one. A materialized list is made once.
create or replace function claim_jobs(p_owner text, p_lease interval, p_limit integer)
  returns table (tenant text, job text, attempt integer)
  language sql security definer set search_path = public, pg_temp
  as $$
    with next as materialized (
      select job_id from job_queue
       where available_at <= clock_timestamp()
         and (lease_until is null or lease_until < clock_timestamp())
       order by available_at
       limit p_limit
       for update skip locked)
    update job_queue q
       set lease_owner = p_owner,
           lease_until = clock_timestamp() + p_lease,
           attempts = attempts + 1
      from next
     where q.job_id = next.job_id
    returning q.tenant_id, q.job_id, q.attempts
  $$;
