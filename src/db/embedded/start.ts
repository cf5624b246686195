import { findBinaries } from "./binaries.ts";
import { prepareCluster, syncCluster } from "./cluster.ts";
import { connectionIn, type EmbeddedConnection, type Log } from "./connection.ts";
import { prepareHome } from "./home.ts";
import type { Kind } from "./ownership.ts";
import { socketDirectory } from "./socket.ts";
import { Supervisor } from "./supervisor.ts";

/** The embedded PostgreSQL, running for us alone. */
export interface EmbeddedDatabase {
  /** Stays the same when PostgreSQL is started again. */
  readonly connection: EmbeddedConnection;
  /** Ends it, after the pools are closed: its fast shutdown breaks every connection. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL in the data directory, with an empty database at the first start, and keeps it running.
 *
 * What a killed Muster or PostgreSQL has left behind is dealt with. As root, PostgreSQL runs as another account
 * (account.ts), and lies elsewhere when that one cannot enter the data directory (home.ts).
 *
 * @param dataDirectory made when there is none
 * @param log told where the database lies when that is not in the data directory, and what happens to PostgreSQL
 * @param kind what starts it: whoever finds it held by a command may wait
 * @throws DataDirectoryHeld when another Muster runs with this data directory
 * @throws Error in one line, with what to do, when there is no PostgreSQL for this machine, it does not start, or
 * its files belong to somebody else
 */
export async function startEmbedded(dataDirectory: string, log: Log, kind: Kind = "server"): Promise<EmbeddedDatabase> {
  const home = await prepareHome(dataDirectory, log);
  const binaries = await findBinaries(home.account);
  const isNew = await prepareCluster(home, binaries);
  const supervisor = new Supervisor(home, binaries, log, kind);
  await supervisor.start();
  if (isNew) void syncCluster(home, binaries).catch((error: Error) => log(error.message));
  return { connection: connectionIn(await socketDirectory(home)), stop: () => supervisor.stop() };
}
