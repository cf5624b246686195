import { totalmem } from "node:os";
import { PORT } from "./connection.ts";

const MEGABYTE = 2 ** 20;

/**
 * PostgreSQL's settings, as arguments. On the command line they win over the cluster's files and are always those
 * of this version of Muster. `fsync` and `synchronous_commit` stay on: what was acknowledged is there after a crash.
 * @param socketDirectory where it listens, and nowhere else
 * @param memory bytes of memory of the machine
 */
export function serverSettings(socketDirectory: string, memory: number = availableMemory()): string[] {
  const settings: Record<string, string | number> = {
    port: PORT,
    listen_addresses: "",
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: "0700",
    // Our pool has 8, the libraries' pools some, a command beside the server 8, pg_dump and psql a few.
    max_connections: 60,
    shared_buffers: `${megabytes(memory / 8, 64, 1024)}MB`,
    effective_cache_size: `${megabytes(memory / 2, 256, 65_536)}MB`,
    // Statements are short: compiling one costs more than it saves.
    jit: "off",
    // A random page costs on an SSD hardly more than the next one.
    random_page_cost: 1.1,
    // Fewer checkpoints, so fewer full pages in the WAL; the few there are, compressed.
    max_wal_size: "2GB",
    wal_compression: "pglz",
    // Each 409 is an error to PostgreSQL, and its log line carries the statement with people's data in it.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
    // We replicate nothing logically: one process less.
    max_logical_replication_workers: 0,
    log_timezone: "UTC",
    timezone: "UTC",
    // Shows in `ps` which PostgreSQL this is.
    cluster_name: "muster",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function megabytes(bytes: number, least: number, most: number): number {
  return Math.round(Math.min(Math.max(bytes / MEGABYTE, least), most));
}

/** The machine's memory, or the container's when that has less. */
function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
