-- Keys have names, so that their owner knows which one to revoke. Those that are there already, and
-- those that a gateway of the version before makes, come with their account.
alter table api_keys add column name text not null default 'First key';
alter table api_keys add column last_used_at bigint;  -- kept to within some minutes; null: never
