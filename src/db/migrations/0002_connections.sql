-- Connections, one identity provider's line into an organization each, and their tokens.

create table connections (
  org_id uuid not null references organizations (id),
  id uuid not null default uuidv7(),
  kind text not null default 'scim' check (kind in ('scim')),
  status text not null default 'enabled' check (status in ('enabled', 'disabled')),
  send_email_invites boolean not null default true,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id)
);

-- Global: a token is what tells the tenant. SHA-256 of 256 random bits, so neither salt nor stretching is needed.
create table scim_tokens (
  hash bytea primary key,
  id uuid not null unique default uuidv7(),
  org_id uuid not null,
  connection_id uuid not null,
  -- What may be shown of it afterwards.
  last_four text not null,
  created_at timestamptz(3) not null default now(),
  created_by jsonb not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  last_used_address text,
  last_used_client text,
  foreign key (org_id, connection_id) references connections (org_id, id)
);

-- One valid token per connection: the database says so, not the code.
create unique index scim_tokens_one_valid on scim_tokens (org_id, connection_id) where revoked_at is null;

-- The advisory lock between writes with a token (shared) and its revocation (exclusive).
create function scim_token_lock(token_hash bytea) returns bigint
language sql immutable parallel safe
return hashtextextended(encode(token_hash, 'hex'), 0);

-- Who writes with this token: no row when it is unknown, revoked, expired or SCIM is off.
-- VOLATILE, so that each statement in it has a snapshot of its own: the token is read after the lock is held, and a
-- write that waited for a Refresh sees what it committed. A lock and a read in one plain statement do not hold.
create function authorize(token_hash bytea)
returns table (org_id uuid, connection_id uuid)
language plpgsql volatile rows 1
as $$
declare
  held text;
begin
  -- An assignment is evaluated without a statement of its own, which would cost as much as the rest.
  held := pg_advisory_xact_lock_shared(scim_token_lock(token_hash));
  select t.org_id, t.connection_id into org_id, connection_id
    from scim_tokens t
    join connections c on c.org_id = t.org_id and c.id = t.connection_id and c.status = 'enabled'
    where t.hash = token_hash and t.revoked_at is null and (t.expires_at is null or t.expires_at > now());
  if found then
    return next;
  end if;
end
$$;
