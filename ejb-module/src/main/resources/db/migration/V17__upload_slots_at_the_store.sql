-- A slot whose document is written to the store by who sends it, encrypted to a key of the slot. The private
-- half is sealed under the slot's data key and goes with it.
alter table upload_slot
  add column receiver bytea,
  drop constraint upload_slot_state_check,
  add constraint upload_slot_state_check
    check (state in ('OPEN', 'FILLING', 'FILLED', 'AWAITED', 'CONSUMED')),
  add constraint awaited_by_a_receiver check (state <> 'AWAITED' or receiver is not null and object_id is not null);
