/** The PostgreSQL of a DATABASE_URL: whether Muster can use it, and if not, what to check, in one line. */

import { connect as openSocket } from "node:net";
import type { Queryable } from "./connect.ts";
import { postgres } from "./driver.ts";
import { checkServer } from "./requirements.ts";

/** A DATABASE_URL whose database can't be used as it is. The message says what to check, and holds no password. */
export class DatabaseUnusable extends Error {
  override readonly name = "DatabaseUnusable";
}

/** A PostgreSQL answers the probe within milliseconds. */
const PROBE_MS = 2_000;

/** What is known of a DATABASE_URL, as the driver reads it. */
interface Parts {
  readonly places: readonly Place[];
  readonly user: string;
  readonly database: string;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Checks that `sql`, a pool on `url`, reaches a PostgreSQL that Muster can use. The first statement of a command and of
 * a start: what is wrong with the settings is said here.
 * @throws DatabaseUnusable; Error when the server is too old or not UTF-8 (requirements.ts), or for what is not of the URL
 */
export async function checkForeign(sql: Queryable, url: string): Promise<void> {
  try {
    await checkServer(sql);
  } catch (error) {
    throw await explain(error, partsOf(url));
  }
}

/** Asks the driver, which also takes several hosts and the defaults; it connects only when it has a statement. */
function partsOf(url: string): Parts {
  const { host, port, user, database } = postgres(url, { max: 1 }).options;
  return { places: host.map((name, i) => ({ host: name, port: port[i] ?? 5432 })), user, database };
}

async function explain(error: unknown, parts: Parts): Promise<unknown> {
  const { code, message } = error as { code?: string; message?: string };
  const where = parts.places.map(inWords).join(" or ");
  const unusable = (words: string, first = "") =>
    new DatabaseUnusable(`${words}: ${first}check DATABASE_URL.`, { cause: error });
  switch (code) {
    case "ECONNREFUSED":
      return unusable(`Nothing listens on ${where}`, "start PostgreSQL there, or ");
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return unusable(`The host of ${where} is not found`);
    case "28P01":
      return unusable(`PostgreSQL on ${where} refuses the password of the user "${parts.user}"`);
    case "28000":
      return unusable(`PostgreSQL on ${where} refuses the user "${parts.user}" (${message})`);
    case "3D000":
      return unusable(
        `PostgreSQL on ${where} has no database "${parts.database}"`,
        `make it (create database ${identifier(parts.database)} owner ${identifier(parts.user)}), or `,
      );
    case "42501":
      return unusable(`The user "${parts.user}" may not use the database "${parts.database}" (${message})`);
    case "57P03":
    case "53300":
      return new DatabaseUnusable(`PostgreSQL on ${where} takes no connection for now (${message}): try again.`);
    default:
      return explainSilence(error, parts, where);
  }
}

/** The connection was closed, took too long, or brought what the driver can't read. */
async function explainSilence(error: unknown, { places }: Parts, where: string): Promise<unknown> {
  const { code, message } = error as { code?: string; message?: string };
  const answers = await Promise.all(places.map(probe));
  const other = places.find((_, i) => answers[i] === "another protocol");
  if (other) {
    return new DatabaseUnusable(`${inWords(other)} answers, but not as PostgreSQL: check DATABASE_URL.`);
  }
  if (answers.every((answer) => answer === "none")) {
    return new DatabaseUnusable(
      `${where} does not answer (${message}): see that PostgreSQL runs there and that no firewall is between, or ` +
        "check DATABASE_URL.",
    );
  }
  // It is PostgreSQL: what remains of the codes of Node and OpenSSL is about TLS, or the connection was lost.
  if (/^(ERR_(SSL|TLS)_|EPROTO$|.*CERT|UNABLE_TO_)/.test(code ?? "") || /\bTLS\b/.test(message ?? "")) {
    return new DatabaseUnusable(`TLS with ${where} fails (${message}): check sslmode in DATABASE_URL.`);
  }
  return error;
}

/**
 * Asks whether PostgreSQL listens there, by the one question that it answers with one byte before anything else.
 * https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-SSL
 */
function probe({ host, port }: Place): Promise<"PostgreSQL" | "another protocol" | "none"> {
  const { promise, resolve } = Promise.withResolvers<"PostgreSQL" | "another protocol" | "none">();
  let connected = false;
  // As the driver has it: what has a slash is the directory of a socket.
  const socket = openSocket(host.includes("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
  const done = () => resolve(connected ? "another protocol" : "none");
  const timer = setTimeout(done, PROBE_MS);
  socket.once("connect", () => {
    connected = true;
    socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
  });
  socket.once("data", (answer: Buffer) => {
    if (isPostgres(answer)) resolve("PostgreSQL");
    else done();
  });
  socket.once("error", ({ code }: NodeJS.ErrnoException) => {
    // Somebody is there to reset it; nobody is where it is refused.
    connected ||= code === "ECONNRESET";
    done();
  });
  socket.once("close", done);
  return promise.finally(() => {
    clearTimeout(timer);
    socket.destroy();
  });
}

/** One byte and no more (SSH begins with S, too): S, go on with TLS, or N, without it. Else an error message. */
function isPostgres(answer: Buffer): boolean {
  const letter = String.fromCharCode(answer[0] ?? 0);
  return answer.length === 1 ? letter === "S" || letter === "N" : letter === "E" && answer[1] === 0;
}

function inWords({ host, port }: Place): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** A name as SQL has it. */
function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
