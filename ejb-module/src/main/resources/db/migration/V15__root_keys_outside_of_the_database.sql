-- Root keys and the keys of pseudonyms lie in the vault: a restored database must bring back no version that was
-- destroyed, and must not lack one that was made since. What is still here is from before, and is taken over by
-- the vault at the next start of a server; a version leaves when it is destroyed.
grant delete on tenant_key to lethe_app;
comment on table tenant_key is 'root keys from before they lay in the vault';
comment on table pseudonym_key is 'keys of pseudonyms from before they lay in the vault';
