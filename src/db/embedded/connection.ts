/** How to reach the embedded PostgreSQL: through its Unix socket, it listens on no port. */
export interface EmbeddedConnection {
  /** The directory of the socket. */
  readonly host: string;
  /** Only part of the socket's name; given, so that the user's PGPORT does not count. */
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** The role that initdb makes, which owns everything. The socket's directory (mode 0700) is what keeps others out. */
export const USER = "muster";
/** Muster's own database. */
export const DATABASE = "muster";
/** The database of the ownership lock (ownership.ts), so that Muster's own can be dropped and made anew beside it. */
export const MAINTENANCE_DATABASE = "postgres";
/** PostgreSQL's default port: names the socket. */
export const PORT = 5432;

/** The connection through the socket in `directory`. */
export function connectionIn(directory: string, database: string = DATABASE): EmbeddedConnection {
  return { host: directory, port: PORT, user: USER, database };
}

/** Told in words what the embedded PostgreSQL does that a person may want to know. */
export type Log = (message: string) => void;
