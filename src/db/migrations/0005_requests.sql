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

-- Makes the partitions of today and the days after it. Several nodes may call at once. Returns why a day could not be
-- made, a line each: it holds up neither the others nor whoever calls, as the default partition catches its requests.
create function make_request_partitions(days_ahead integer) returns setof text
language plpgsql
as $$
declare
  day date;
  name text;
  first uuid;
  beyond uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('make_request_partitions', 0));
  -- Requests queue behind a lock that waits.
  perform set_config('lock_timeout', '2s', true);
  for day in select (now() at time zone 'UTC')::date + n from generate_series(0, days_ahead) n loop
    name := 'requests_' || to_char(day, 'YYYYMMDD');
    first := uuidv7_of_day(day);
    beyond := uuidv7_of_day(day + 1);
    continue when to_regclass(name) is not null;
    begin
      -- What attaching locks, in its order, before anything is moved: so no further request of that day gets between.
      -- The other days' requests are read and written all the while.
      lock table only requests in share update exclusive mode;
      lock table only requests_default in access exclusive mode;
      -- With the check, attaching need not look at its rows.
      execute format('create table %I (like requests including all, constraint of_day check (id >= %L and id < %L))',
        name, first, beyond);
      execute format('with moved as (delete from requests_default where id >= %L and id < %L returning *)
        insert into %I select * from moved', first, beyond, name);
      execute format('alter table requests attach partition %I for values from (%L) to (%L)', name, first, beyond);
      execute format('alter table %I drop constraint of_day', name);
    exception when others then
      raise warning '% could not be made: %', name, sqlerrm;
      return next format('%s could not be made: %s', name, sqlerrm);
    end;
  end loop;
end
$$;
