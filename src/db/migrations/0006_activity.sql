-- What explains the log of requests, and answers why somebody is not here.

-- Of a list: how many resources the answer had. Null for everything else.
alter table requests add column results integer;

-- Refusals are few and come in batches; a write that succeeds is none, so that this costs it nothing.
create index requests_refused on requests (org_id, id) where status >= 400;

-- Deleted users are looked for by name too. Only a delete writes here.
create index users_deleted_user_name on users (org_id, user_name_key) where deleted_at is not null;
create index users_deleted_external_id on users (org_id, external_id)
  where deleted_at is not null and external_id is not null;
create index users_deleted_display_name on users (org_id, display_name_key)
  where deleted_at is not null and display_name_key is not null;

-- The least UUIDv7 of a moment: rows that follow each other in time are a range of ids.
create function uuidv7_at(moment timestamptz) returns uuid
language sql immutable parallel safe
return (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;
