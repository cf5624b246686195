/** Why a change of a connection was refused, in a sentence for the person who asked. Nothing was changed. */

export class ConnectionRefused extends Error {
  override readonly name = "ConnectionRefused";
  readonly reason: "not set up" | "SCIM is off" | "refreshed meanwhile";

  constructor(reason: ConnectionRefused["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** SCIM was never enabled: there is no domain yet. */
export function notSetUp(): ConnectionRefused {
  return new ConnectionRefused(
    "not set up",
    "SCIM is not set up for this organization yet; add an email domain first.",
  );
}
