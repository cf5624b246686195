/** Where this Muster is reached. */

import type { Settings } from "../settings.ts";

/** Listening there means being reached as localhost. */
const LOCAL = new Set(["127.0.0.1", "::1", "localhost", "0.0.0.0", "::"]);

/** Where it listens, as this machine's people reach it. `port` where the settings leave it to the system. */
export function localAddress({ host, port: wanted }: Settings, port: number = wanted): string {
  const name = LOCAL.has(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** The address of the SCIM endpoint, which identity providers call Tenant URL. */
export function tenantUrl(settings: Settings, port?: number): string {
  return `${settings.publicUrl ?? localAddress(settings, port)}/scim/v2`;
}

/** Where the set-up link with `secret` leads. The secret is in the fragment, which browsers send to nobody. */
export function setupAddress(origin: string, secret: string): string {
  return `${origin}/set-up#${secret}`;
}
