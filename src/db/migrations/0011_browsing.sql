-- Looking through the users of an organization in the console: by the name they are shown with, by the beginning of a
-- name, and those few that are not as most are. What each costs a write stands beside it.

-- The name a person is shown with: displayName, else what `name` has, else the userName. Parts of `name` have no bound
-- of their own, and an entry of an index holds 2,704 bytes.
--
-- Of given and family name `other_name_key` is the one that the displayName does not begin with: with both keys each name
-- is found by its beginning, be it "Ann Lee" or "Lee, Ann". Both in one statement, which writes the table anew once.
alter table users add column name_key text collate "C" not null generated always as (casefold(coalesce(
  body ->> 'displayName',
  left(nullif(body #>> '{name,formatted}', ''), 200),
  nullif(btrim(left(coalesce(body #>> '{name,givenName}', ''), 100) || ' ' || left(coalesce(body #>> '{name,familyName}', ''), 100)), ''),
  body ->> 'userName') collate pg_unicode_fast)) stored,
  add column other_name_key text collate "C" generated always as (casefold(left(
  case when starts_with(
      casefold((body ->> 'displayName') collate pg_unicode_fast),
      casefold((body #>> '{name,familyName}') collate pg_unicode_fast))
    then body #>> '{name,givenName}' else body #>> '{name,familyName}' end, 200) collate pg_unicode_fast)) stored;

-- In place of the index of display names, whose look-ups it serves as well: where there is a displayName, it is the
-- name. So a POST writes to as many indexes as before; the entry is longer by an id, which parts people of one name.
drop index users_display_name;
create index users_name on users (org_id, name_key, id) where deleted_at is null;

-- One entry more for whoever has a family name, at a place of its own: about as much as the index of names.
create index users_other_name on users (org_id, other_name_key, id) where deleted_at is null and other_name_key is not null;

-- The exceptions. A POST of an active user writes to neither, nor does a change that leaves these columns alone.
create index users_without_access on users (org_id, id) where deleted_at is null and (not active or blocked_at is not null);
create index users_by_hand on users (org_id, id) where deleted_at is null and connection_id is null;

-- The latest deleted come first. Only a delete writes here.
create index users_deleted on users (org_id, deleted_at, id) where deleted_at is not null;
create index users_deleted_name on users (org_id, name_key) where deleted_at is not null;
drop index users_deleted_display_name;
