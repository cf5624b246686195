-- Organizations and what is server-wide. These tables are global: they are looked up before a tenant is known.

create table organizations (
  id uuid primary key default uuidv7(),
  -- What the command line calls it: lower-case letters, digits and hyphens.
  short_name text not null unique,
  name text not null,
  request_retention_days integer not null default 90 check (request_retention_days between 1 and 3650),
  created_at timestamptz(3) not null default now()
);

-- An email domain that SCIM may provision into. On one server it belongs to one organization, hence the primary key.
create table domains (
  domain text primary key,
  org_id uuid not null references organizations (id),
  id uuid not null default uuidv7(),
  created_at timestamptz(3) not null default now()
);
create index on domains (org_id);

-- The one-time link that makes an organization's first admin. Kept as a hash; dies once used.
create table setup_links (
  hash bytea primary key,
  org_id uuid references organizations (id),
  email text,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);

create table server_settings (
  key text primary key,
  value jsonb not null
);
