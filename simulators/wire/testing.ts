/** A request reduced to its shape: what remains when another person, another id and another address stood in it. */

/** What is compared of a request. */
export interface Sent {
  readonly method: string;
  /** From /Users on, whether encoded or not. */
  readonly path: string;
  /** Undefined where they are not known. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  readonly body: unknown;
}

/** The headers whose values matter; and those that HTTP itself needs. */
const TELLING = ["user-agent", "accept", "accept-charset", "content-type"];
const PLAIN = new Set(["host", "connection", "content-length", "authorization", ...TELLING]);
/** Attributes of plain text that an admin maps as needed: their names are no matter of shape. */
const MAPPED = /^(title|displayName|preferredLanguage|department|employeeNumber)$/;

/**
 * A request's shape, part by part: its line, its headers, and of its body each operation and each value's type.
 * @param isMapped whether the names of mapped attributes of users are left out
 */
export function shapesOf({ method, path, headers, body }: Sent, isMapped: boolean): string[] {
  const line = `${method} ${pathShape(path)}`;
  const names = (name: string) => (isMapped && line.includes("/Users") && MAPPED.test(name) ? "{text}" : name);
  const all = [line, ...headerShapes(body === undefined ? "read" : "write", headers)];
  if (!isObject(body)) return all;
  const { Operations, ...rest } = body;
  const operations = Array.isArray(Operations) ? Operations.flatMap((one) => operationShapes(one, names)) : [];
  return [...all, ...[...leaves(rest, names), ...operations].map((shape) => `${line} ${shape}`)];
}

function pathShape(path: string): string {
  const [place = "", query] = decodeURIComponent(path.replaceAll("+", " ")).split(/\?(.*)/s);
  const template = place.replace(/[0-9a-f-]{36}|\{\{\w+\}\}/i, "{id}");
  if (query === undefined) return template;
  // A type is part of the path; other strings are values.
  const filter = query.replace(/(type eq )?"(?:[^"\\]|\\.)*"/g, (value, type) => (type ? value : '"…"'));
  return `${template}?${filter.replace(/startIndex=\d+/, "startIndex={n}")}`;
}

function headerShapes(kind: "read" | "write", headers: Sent["headers"]): string[] {
  if (headers === undefined) return [];
  const others = Object.keys(headers).filter((name) => !PLAIN.has(name));
  return [...TELLING, ...others].map((name) => `${kind} ${name}: ${headers[name] ?? "-"}`);
}

type Naming = (name: string) => string;

/** Each value of a resource with its type: `name.givenName: string`, `emails[].primary: boolean`, `roles: []`. */
function leaves(value: unknown, names: Naming, path = ""): string[] {
  if (path === "schemas") return [`schemas = ${JSON.stringify(value)}`];
  if (Array.isArray(value)) {
    return value.length === 0 ? [`${path}: []`] : [...new Set(value.flatMap((one) => leaves(one, names, `${path}[]`)))];
  }
  if (!isObject(value)) return [`${path}: ${typeOf(value)}`];
  return Object.entries(value).flatMap(([key, one]) =>
    leaves(one, names, path === "" ? names(key) : `${path}.${names(key)}`),
  );
}

/** An operation with its spelling; without a path, each of its keys by itself. */
function operationShapes(operation: Readonly<Record<string, unknown>>, names: Naming): string[] {
  const { op, path, value, ...rest } = operation;
  const more = Object.keys(rest)
    .map((key) => ` and ${key}`)
    .join("");
  const start = `op ${op}${path === undefined ? "" : ` ${attributePath(String(path), names)}`}${more}`;
  if (!("value" in operation)) return [start];
  if (!isObject(value)) return leaves(value, names, start);
  return Object.entries(value).flatMap(([key, one]) => leaves(one, names, `${start} {${attributePath(key, names)}}`));
}

/** `title`, `name.givenName`, `members[value eq "…"]`, `urn:…:User:department` */
function attributePath(path: string, names: Naming): string {
  return path
    .replace(/^(urn:.+:)?(\w+)$/, (_, urn = "", name) => `${urn}${names(name)}`)
    .replace(/value eq "[^"]*"/, 'value eq "…"');
}

/** Booleans that are strings are told from other strings. */
function typeOf(value: unknown): string {
  if (value === null) return "null";
  return value === "True" || value === "False" ? '"True" or "False"' : typeof value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
