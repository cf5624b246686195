-- Users, groups and memberships. The resource itself is kept once, as stored (`body`: without id, meta, groups and
-- members); what is looked up stands beside it in generated columns, folded, so that plain `=` and ranges serve and a
-- key can never disagree with its body.
--
-- No foreign key leads to organizations or connections: each write would take a key-share lock on one and the same row.
-- org_id and connection_id come from the token's row together.

create table users (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  -- Null: made by hand, not SCIM-managed.
  connection_id uuid,
  body jsonb not null,
  user_name_key text collate "C" not null
    generated always as (casefold((body ->> 'userName') collate pg_unicode_fast)) stored,
  display_name_key text collate "C"
    generated always as (casefold((body ->> 'displayName') collate pg_unicode_fast)) stored,
  -- The body carries every value as it was sent; externalId is compared exactly (RFC 7643 §3.1).
  external_id text collate "C" generated always as (body ->> 'externalId') stored,
  active boolean not null generated always as ((body ->> 'active')::boolean) stored,
  version bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- When it first was active: whether an activation is the first one.
  activated_at timestamptz(3),
  -- Suspended in the console, which SCIM neither shows nor lifts.
  blocked_at timestamptz(3),
  deleted_at timestamptz(3),
  account_id text,
  -- deleted_at rides along, so that counting and paging read the index alone.
  primary key (org_id, id) include (deleted_at)
-- A page holds few users: with room left on it, a change of one writes the row beside the old one and touches no index.
) with (fillfactor = 80);
create unique index users_user_name on users (org_id, user_name_key) where deleted_at is null;
create index users_external_id on users (org_id, external_id) where deleted_at is null and external_id is not null;
create index users_display_name on users (org_id, display_name_key) where deleted_at is null and display_name_key is not null;
create index users_account on users (account_id) where account_id is not null;

-- The folded addresses of users that are not deleted, for look-ups. Written with the user, in the same statement, and
-- by nothing else: a foreign key would ask for each address whether the row beside it is there.
create table user_emails (
  org_id uuid not null,
  value_key text collate "C" not null,
  user_id uuid not null,
  primary key (org_id, value_key, user_id)
);

create table groups (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  connection_id uuid,
  body jsonb not null,
  display_name_key text collate "C" not null
    generated always as (casefold((body ->> 'displayName') collate pg_unicode_fast)) stored,
  external_id text collate "C" generated always as (body ->> 'externalId') stored,
  version bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  primary key (org_id, id) include (deleted_at)
);
create unique index groups_display_name on groups (org_id, display_name_key) where deleted_at is null;
create index groups_external_id on groups (org_id, external_id) where deleted_at is null and external_id is not null;

-- One row a member, a user or a group: inserted and deleted, never rewritten as a whole.
create table memberships (
  org_id uuid not null,
  group_id uuid not null,
  member_id uuid not null generated always as (coalesce(user_id, member_group_id)) stored,
  user_id uuid,
  member_group_id uuid,
  primary key (org_id, group_id, member_id),
  check (num_nonnulls(user_id, member_group_id) = 1),
  foreign key (org_id, group_id) references groups (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  foreign key (org_id, member_group_id) references groups (org_id, id)
);
create index memberships_user on memberships (org_id, user_id) include (group_id) where user_id is not null;
create index memberships_group on memberships (org_id, member_group_id) include (group_id) where member_group_id is not null;

-- What a user may do in the console: by a direct grant, or through a group.
create table role_grants (
  org_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('organization_admin', 'admin', 'viewer')),
  granted_at timestamptz(3) not null default now(),
  primary key (org_id, user_id),
  foreign key (org_id, user_id) references users (org_id, id)
);
create table group_roles (
  org_id uuid not null,
  group_id uuid not null,
  role text not null check (role in ('organization_admin', 'admin', 'viewer')),
  granted_at timestamptz(3) not null default now(),
  primary key (org_id, group_id),
  foreign key (org_id, group_id) references groups (org_id, id)
);

-- Statistics from birth. Plans are made once a connection; one made before the first analyze would take nearly every
-- row for deleted, and so scan a partial index whole where the primary key finds one row.
select pg_restore_attribute_stats(
  'schemaname', current_schema()::text, 'relname', name, 'attname', 'deleted_at', 'inherited', false,
  'null_frac', 0.99::real, 'avg_width', 8, 'n_distinct', (-0.01)::real)
from unnest(array['users', 'groups']) as name;
select pg_restore_attribute_stats(
  'schemaname', current_schema()::text, 'relname', name, 'attname', 'org_id', 'inherited', false,
  'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 10::real)
from unnest(array['users', 'groups', 'memberships', 'user_emails']) as name;
