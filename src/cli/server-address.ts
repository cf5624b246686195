/**
 * Where the server is reached, left by it in the database: its environment is its own, and a command's may be another.
 */

import type { Queryable } from "../db/connect.ts";
import { readEnvironment, readSettings, type Settings } from "../settings.ts";
import { tenantUrl } from "./addresses.ts";

const KEY = "server_address";

export interface ServerAddress {
  readonly tenantUrl: string;
  /** Whether MUSTER_PUBLIC_URL says so; else it is where this machine reaches it. */
  readonly isPublic: boolean;
}

/** The address by the settings of this process. `port` where they leave it to the system. */
export function addressBySettings(settings: Settings, port?: number): ServerAddress {
  return { tenantUrl: tenantUrl(settings, port), isPublic: settings.publicUrl !== undefined };
}

/** Leaves the address of this server, which has just started; of several on one database the last counts. */
export async function leaveAddress(sql: Queryable, address: ServerAddress): Promise<void> {
  await sql`
    insert into server_settings (key, value) values (${KEY}, ${JSON.stringify(address)}::text::jsonb)
    on conflict (key) do update set value = excluded.value`;
}

/** The address of the server that runs on this database; undefined while none does. */
export async function addressOfServer(sql: Queryable): Promise<ServerAddress | undefined> {
  const [row] = await sql<{ value: ServerAddress }[]>`
    select value from server_settings
    where key = ${KEY} and exists (
      select from pg_stat_activity where datname = current_database() and application_name = 'muster')`;
  return row?.value;
}

/** The origin at which people reach the server: the running one's, or what it will be by this command's settings. */
export async function originOfServer(sql: Queryable): Promise<string> {
  const address = (await addressOfServer(sql)) ?? addressBySettings(readSettings(readEnvironment()));
  return new URL(address.tenantUrl).origin;
}
