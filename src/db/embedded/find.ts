import { awaitHolder } from "./acquire.ts";
import { connectionIn, type EmbeddedConnection } from "./connection.ts";
import { findHome } from "./home.ts";
import { becomesReady, findPostmaster } from "./postmaster.ts";

/**
 * The PostgreSQL that a running Muster has started in the data directory, for a command beside it. Waits for one
 * that is just starting.
 * @returns undefined when there is none, or one that a killed Muster has left behind: startEmbedded() deals with it
 */
export async function findRunning(dataDirectory: string): Promise<EmbeddedConnection | undefined> {
  const home = await findHome(dataDirectory);
  const postmaster = home && (await findPostmaster(home));
  if (home === undefined || postmaster === undefined) return undefined;
  const ready = await becomesReady(home, postmaster.pid);
  if (ready === undefined || (await awaitHolder(ready)) === undefined) return undefined;
  return connectionIn(ready.socketDirectory);
}
