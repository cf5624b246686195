/**
 * Every secret that the tests' clients send or are given, and the search for them in what is left behind: logs, stored
 * rows, other answers. SCIM tokens are known by their form, the rest is noted as it passes.
 */

import type { Sql } from "../../src/db/connect.ts";

/** A SCIM token in full. */
const SCIM_TOKEN = /muster_scim_[0-9A-Za-z]{49}/;

/** Fields of bodies that hold one, sent or answered. */
const FIELDS = new Set(["secret", "password", "current", "token", "key", "uri", "recoveryCodes"]);

/** Shorter values are no secrets, or stand by chance in many a text. */
const LEAST = 10;

const noted = new Set<string>();

/** What a test wrote into the directory itself: it is stored as it was sent, like any value. */
const written = new Set<string>();

/** Notes the secrets of a body, sent or answered, as JSON. */
export function noteBody(body: unknown): void {
  if (typeof body !== "object" || body === null) return;
  for (const [name, value] of Object.entries(body)) {
    if (!FIELDS.has(name)) continue;
    for (const one of [value].flat()) if (typeof one === "string" && one.length >= LEAST) noted.add(one);
  }
}

/** Says that a test has put that secret into a user or group, which keep what they are sent. */
export function writtenByTest(secret: string): void {
  written.add(secret);
}

/** Notes a session's cookie, as the browser sends it. */
export function noteCookie(value: string): void {
  if (value.length >= LEAST) noted.add(value);
}

/** The answers that give a secret, this once, below /api. */
const GIVES = /^\/(scim\/(domains|token\/refresh|on)|me\/second-step(\/|$)|set-up)/;

/** What is wrong with an answer: a secret that it should not hold. Those that it gives are noted. */
export function secretIn(method: string, path: string, text: string): string | undefined {
  if (method !== "GET" && GIVES.test(path)) {
    if (text !== "") noteBody(JSON.parse(text));
    return undefined;
  }
  const token = SCIM_TOKEN.exec(text)?.[0];
  if (token !== undefined) return `${method} ${path} answers a SCIM token`;
  for (const secret of noted)
    if (text.includes(secret)) return `${method} ${path} answers a secret: ${text.slice(0, 300)}`;
  return undefined;
}

/**
 * Searches all that a server logged and stored.
 * @throws Error that names where a secret stands
 */
export async function expectNoSecretsKept(sql: Sql, logged: readonly string[]): Promise<void> {
  const log = logged.join("\n");
  const found = [...noted].filter((secret) => log.includes(secret)).map(() => "the log");
  if (SCIM_TOKEN.test(log)) found.push("the log (a SCIM token)");
  const tables = await sql<{ name: string }[]>`
    select format('%I', table_name) as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const secrets = [...noted];
  for (const { name } of tables) {
    const rows = await sql.unsafe(
      `select row::text from (select to_jsonb(each) as row from ${name} as each) as rows
      where row::text ~ '${SCIM_TOKEN.source}'
        or row::text like any(array(select jsonb_array_elements_text($1::text::jsonb))) limit 100`,
      [JSON.stringify(secrets.map((secret) => `%${secret.replace(/[\\%_]/g, "\\$&")}%`))],
    );
    const kept = rows.map(({ row }) => [...written].reduce((text, secret) => text.replaceAll(secret, ""), String(row)));
    const holds = (text: string) => SCIM_TOKEN.test(text) || secrets.some((secret) => text.includes(secret));
    found.push(...kept.filter(holds).map((text) => `${name}: ${text.slice(0, 300)}`));
  }
  if (found.length > 0) throw new Error(`secrets are kept:\n${[...new Set(found)].join("\n")}`);
}
