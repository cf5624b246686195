import { awaitHolder } from "./acquire.ts";
import { connectionIn, type EmbeddedConnection } from "./connection.ts";
import { findHome } from "./home.ts";
import type { Kind } from "./ownership.ts";
import { becomesReady, findPostmaster } from "./postmaster.ts";

/** A PostgreSQL that a Muster has started, and what that is. */
interface Held {
  readonly connection: EmbeddedConnection;
  readonly kind: Kind;
}

/** As {@link findHeld}, where it does not matter by what. */
export async function findRunning(dataDirectory: string): Promise<EmbeddedConnection | undefined> {
  return (await findHeld(dataDirectory))?.connection;
}

/**
 * The PostgreSQL that a running Muster has started in the data directory, for a command beside it. Waits for one
 * that is just starting.
 * @returns undefined when there is none, or one that a killed Muster has left behind: startEmbedded() deals with it
 */
export async function findHeld(dataDirectory: string): Promise<Held | undefined> {
  const home = await findHome(dataDirectory);
  const postmaster = home && (await findPostmaster(home));
  if (home === undefined || postmaster === undefined) return undefined;
  const ready = await becomesReady(home, postmaster.pid);
  const holder = ready && (await awaitHolder(ready));
  return ready && holder && { connection: connectionIn(ready.socketDirectory), kind: holder.kind };
}
