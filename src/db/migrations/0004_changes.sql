-- The append-only log of all that ever changed, written in the same transaction by every writer.

create table changes (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  -- Readers of the feed stop below pg_snapshot_xmin(pg_current_snapshot()) and so miss none.
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz(3) not null default now(),
  -- {"kind": "connection" | "person" | "command line" | "job", "id"?, "name"?, "address"?}
  actor jsonb not null,
  -- The request that caused it. No foreign key: requests are dropped by retention, changes are not.
  request_id uuid,
  resource_type text not null
    check (resource_type in ('organization', 'connection', 'token', 'domain', 'user', 'group', 'role', 'invite')),
  resource_id uuid not null,
  version bigint,
  op text not null,
  -- Only what changed; of a group's members the difference.
  before jsonb,
  after jsonb,
  primary key (org_id, id)
);
create index changes_of_resource on changes (org_id, resource_id, id);
