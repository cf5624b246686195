import { connect, type Sql } from "../connect.ts";
import { DATABASE, type EmbeddedConnection } from "./connection.ts";

/** The advisory lock that a Muster holds on the PostgreSQL that it has started: "muster" in ASCII. */
const LOCK = "120402190361970";
/** What its holder's connections are called: how another start learns the holder's process id. */
const NAME = "muster owner ";

/** Our hold on a PostgreSQL, while its connection lives. */
export interface Ownership {
  /** Lets go. */
  release(): Promise<void>;
}

/** What holds a PostgreSQL: a server as long as it runs, a command for a moment. */
export type Kind = "server" | "command";

/** The Muster that holds a PostgreSQL. */
export interface HeldBy {
  readonly pid: number;
  readonly kind: Kind;
}

/**
 * Takes the PostgreSQL as ours, or tells whose it is; none can lie, since the lock goes with its connection, and
 * the connection with its process.
 * @param connection to the maintenance database
 * @param kind what we are, for whoever finds it held
 * @param onLost called once when the lock is gone without release(): PostgreSQL exited, or broke the connection
 */
export async function claim(
  connection: EmbeddedConnection,
  kind: Kind,
  onLost: () => void,
): Promise<Ownership | HeldBy> {
  let isOurs = false;
  const sql = connect(connection, {
    max: 1,
    applicationName: `${NAME}${process.pid} ${kind}`,
    maxLifetime: null,
    onClose: () => {
      if (isOurs) onLost();
      isOurs = false;
    },
  });
  const release = async () => {
    isOurs = false;
    await sql.end({ timeout: 1 });
  };
  try {
    for (;;) {
      const [row] = await sql<{ locked: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as locked`;
      isOurs = row?.locked === true;
      if (isOurs) {
        await createDatabase(sql);
        return { release };
      }
      const held = await holder(sql);
      if (held === undefined) continue; // It has let go meanwhile.
      await release();
      return held;
    }
  } catch (error) {
    await release();
    throw error;
  }
}

/** Which Muster holds the PostgreSQL; undefined when none does. */
export async function findHolder(connection: EmbeddedConnection): Promise<HeldBy | undefined> {
  const sql = connect(connection, { max: 1 });
  return await holder(sql).finally(() => sql.end({ timeout: 1 }));
}

async function holder(sql: Sql): Promise<HeldBy | undefined> {
  const [row] = await sql<{ name: string }[]>`
    select a.application_name as name
      from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1
       and l.database = (select oid from pg_database where datname = current_database())
       and (l.classid::int8 << 32 | l.objid::int8) = ${LOCK}`;
  if (row === undefined) return undefined;
  const [pid, kind] = row.name.slice(NAME.length).split(" ");
  return { pid: Number(pid), kind: kind === "command" ? "command" : "server" };
}

/** Makes Muster's own database in a new cluster. Only the owner does, so no two at once. */
async function createDatabase(sql: Sql): Promise<void> {
  const [found] = await sql`select from pg_database where datname = ${DATABASE}`;
  if (found === undefined) await sql`create database ${sql(DATABASE)}`;
}
