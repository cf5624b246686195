-- Signing in: failures are counted here, and sessions, accounts and passkeys have their place in the log of changes.

-- Failed attempts, by what they had in common (accounts/attempts.ts). The key is a hash: people type passwords where
-- their address belongs.
create table sign_in_failures (
  key text primary key,
  count integer not null,
  last_at timestamptz(3) not null default now()
);
create index on sign_in_failures (last_at);

-- Codes of an authenticator app that were tried of late: each is good once (RFC 6238 §5.2).
create table tried_codes (
  account_id uuid not null references accounts (id) on delete cascade,
  code text not null,
  at timestamptz(3) not null default now(),
  primary key (account_id, code)
);

-- better-auth's own, which counted successes too and knew addresses only.
drop table sign_in_attempts;

-- Sessions that are over, and what is no longer waited for, are removed by it.
create index on sessions ("expiresAt");

-- The kinds are the writers' to keep (changes/record.ts); a list here would be one more to change with each.
alter table changes drop constraint changes_resource_type_check;

-- Which role a set-up link gives; until now always the highest.
alter table setup_links add column role text not null default 'organization_admin'
  check (role in ('organization_admin', 'admin', 'viewer'));
