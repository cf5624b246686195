-- What identity providers asked and how it was answered. Partitioned by day on the range of the UUIDv7 id, so that old
-- days are dropped, not deleted.

create table requests (
  org_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  at timestamptz(3) not null,
  method text not null,
  path text not null,
  status smallint not null,
  scim_type text,
  detail text,
  resource_type text,
  resource_id uuid,
  client text,
  address text,
  duration_ms real,
  -- As sent, secrets removed, cut at 64 KiB. An answer is kept where it is an error; a write's is in its change.
  body text,
  -- What was accepted but left out, each in a sentence: an unknown attribute, a deleted member.
  notes text[],
  primary key (org_id, id)
) partition by range (id);

create table requests_default partition of requests default;

-- What came faster than it may be kept one by one: counts per minute.
create table request_counts (
  org_id uuid not null,
  minute timestamptz(0) not null,
  connection_id uuid not null,
  method text not null,
  resource_type text not null,
  status smallint not null,
  count bigint not null,
  primary key (org_id, minute, connection_id, method, resource_type, status)
);

-- Requests of nobody: the token is unknown or malformed, so no organization may see them. Global, capped.
create table unknown_requests (
  id uuid primary key,
  at timestamptz(3) not null,
  method text not null,
  path text not null,
  reason text not null check (reason in ('missing', 'malformed', 'unknown')),
  client text,
  address text
);

-- The least UUIDv7 of a day (UTC): RFC 9562 §5.7 puts milliseconds since 1970 into the first 48 bits.
create function uuidv7_of_day(day date) returns uuid
language sql immutable parallel safe
return (lpad(to_hex((extract(epoch from day::timestamp) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;

-- Makes the partitions of today and the days after it. Several nodes may call at once.
create function make_request_partitions(days_ahead integer) returns void
language plpgsql
as $$
declare
  day date;
  name text;
begin
  perform pg_advisory_xact_lock(hashtextextended('make_request_partitions', 0));
  for day in select (now() at time zone 'UTC')::date + n from generate_series(0, days_ahead) n loop
    name := 'requests_' || to_char(day, 'YYYYMMDD');
    if to_regclass(name) is null then
      execute format('create table %I partition of requests for values from (%L) to (%L)',
        name, uuidv7_of_day(day), uuidv7_of_day(day + 1));
    end if;
  end loop;
end
$$;
