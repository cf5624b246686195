/**
 * How a statement uses the tables of tenants, and which of these uses nothing ties to one tenant. Reads SQL as we write
 * it and as PostgreSQL keeps it: what it does not understand counts as not tied.
 */

const TENANT_TABLES = new Set([
  "connections",
  "users",
  "user_emails",
  "groups",
  "memberships",
  "role_grants",
  "group_roles",
  "changes",
  "requests",
  "request_counts",
]);
const STARTS = new Set(["select", "with", "insert", "update", "delete", "merge", "values"]);
const CLAUSES = new Set("where set returning order group having limit offset for window select values".split(" "));
const ARMS = new Set(["union", "except", "intersect"]);
const NO_ALIAS = new Set([
  ...CLAUSES,
  ...ARMS,
  ..."on using join left right full cross inner natural from lateral default when".split(" "),
]);

/** A table, or anything else, in a FROM or as what is written to. */
interface Use {
  readonly table: string;
  /** Whether a condition gives its `org_id` a value from outside the tenants' tables. */
  isTied: boolean;
  /** Others whose `org_id` a condition says to be the same. */
  readonly same: Use[];
}

/** One SELECT or write: its aliases, and those around it. */
interface Scope {
  readonly around: Scope | undefined;
  readonly uses: Map<string, Use>;
}

/** An open parenthesis. In a call's, commas and FROM mean something else. */
interface Frame {
  readonly kind: "query" | "join" | "call";
  scope: Scope;
  clause: string;
  /** Whether the next name is a table. */
  expectsTable: boolean;
}

/** The tables of tenants that `statement` uses without tying that use to a tenant, a name for each. */
export function untiedUses(statement: string): string[] {
  const uses: Use[] = [];
  const tokens = tokensOf(statement);
  const at = (i: number) => tokens[i] ?? "";
  const frames: Frame[] = [{ kind: "query", scope: scopeIn(undefined), clause: "", expectsTable: false }];

  /** Takes the table named at `begin`, with its alias; returns where it ends. */
  function takeTable(frame: Frame, begin: number, isInserted: boolean): number {
    let i = begin;
    while (at(i) === "only" || at(i) === "lateral") i++;
    if (at(i + 1) === ".") i += 2;
    const table = at(i);
    const isTenants = at(i + 1) !== "(" ? isOfTenants(table) : isInserted && isOfTenants(table);
    if (at(i + 1) === "as") i++;
    const named = isName(at(i + 1)) && !NO_ALIAS.has(at(i + 1)) ? at(++i) : table;
    const use: Use = { table, isTied: !isTenants, same: [] };
    if (isInserted && at(i + 1) === "(") {
      const end = tokens.indexOf(")", i);
      use.isTied ||= tokens.slice(i, end).includes("org_id");
      i = end;
    }
    uses.push(use);
    frame.scope.uses.set(named, use);
    return i;
  }

  /** The use whose `org_id` stands at `i`, read to the left; undefined when something else does. */
  function usageAt(scope: Scope, i: number): Use | "other" | undefined {
    if (at(i) !== "org_id") return undefined;
    if (at(i - 1) !== ".") return scope.uses.size === 1 ? [...scope.uses.values()][0] : undefined;
    for (let one: Scope | undefined = scope; one; one = one.around) {
      const use = one.uses.get(at(i - 2));
      if (use) return use;
    }
    return "other";
  }

  const comparisons: [scope: Scope, i: number][] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = at(i);
    const frame = frames.at(-1) as Frame;
    if (token === "(") {
      const isQuery = STARTS.has(at(i + 1));
      const kind = isQuery ? "query" : frame.expectsTable ? "join" : "call";
      const scope = isQuery ? scopeIn(frame.scope) : frame.scope;
      frames.push({ kind, scope, clause: isQuery ? "" : frame.clause, expectsTable: kind === "join" });
      frame.expectsTable = false;
    } else if (token === ")") {
      if (frames.length > 1) frames.pop();
    } else if (token === "=") {
      if (frame.clause === "where" || frame.clause === "on") comparisons.push([frame.scope, i]);
    } else if (frame.kind === "call") {
      // What stands in it are values.
    } else if (token === "update" && !["for", "key", "do"].includes(at(i - 1))) {
      i = takeTable(frame, i + 1, false);
    } else if (token === "into") {
      i = takeTable(frame, i + 1, at(i - 1) === "insert");
    } else if (token === "on") {
      frame.clause = at(i + 1) === "conflict" ? "conflict" : "on";
    } else if (token === "join" || (token === "," && ["from", "on"].includes(frame.clause))) {
      frame.clause = "from";
      frame.expectsTable = true;
    } else if (token === "from" || (token === "using" && frame.clause === "from")) {
      if (at(i - 1) === "distinct" && frame.clause !== "select") continue;
      frame.clause = "from";
      frame.expectsTable = true;
    } else if (ARMS.has(token)) {
      frame.scope = scopeIn(frame.scope.around);
      frame.clause = "";
    } else if (CLAUSES.has(token) && !(token === "where" && frame.clause === "conflict")) {
      frame.clause = token;
      frame.expectsTable = false;
    } else if (frame.expectsTable && isName(token) && token !== "lateral" && token !== "only") {
      frame.expectsTable = false;
      i = takeTable(frame, i, false);
    }
  }
  for (const [scope, i] of comparisons) tie(usageAt(scope, i - 1), usageAt(scope, rightEnd(i)));
  spread(uses);
  return uses.filter(({ isTied }) => !isTied).map(({ table }) => table);

  /** Where an `alias.org_id` to the right of `=` ends. */
  function rightEnd(i: number): number {
    return at(i + 2) === "." ? i + 3 : i + 1;
  }
}

function tie(one: Use | "other" | undefined, other: Use | "other" | undefined): void {
  const [a, b] = one && one !== "other" ? [one, other] : [other, one];
  if (!a || a === "other" || a === b) return;
  if (b && b !== "other") {
    a.same.push(b);
    b.same.push(a);
  } else a.isTied = true;
}

function spread(uses: readonly Use[]): void {
  const waiting = uses.filter(({ isTied }) => isTied);
  for (let use = waiting.pop(); use; use = waiting.pop()) {
    for (const same of use.same) {
      if (!same.isTied) waiting.push(same);
      same.isTied = true;
    }
  }
}

/** Names in lower case and without quotes, numbers of parameters, signs; no comments, no texts. */
function tokensOf(statement: string): string[] {
  return (
    statement
      .replace(/--.*$/gm, " ")
      .replace(/\/\*.*?\*\//gs, " ")
      .replace(/'(?:[^']|'')*'/g, "$$0")
      .replace(/operator\s*\(\s*pg_catalog\s*\.\s*=\s*\)/gi, "=")
      .match(/"[^"]+"|\w+|\$\d+|[<>!=~|@#&*+/-]+|::|[^\s\w]/g)
      ?.map((token) => token.replaceAll('"', "").toLowerCase()) ?? []
  );
}

function scopeIn(around: Scope | undefined): Scope {
  return { around, uses: new Map() };
}

/** The requests of a day are a table of their own. */
function isOfTenants(table: string): boolean {
  return TENANT_TABLES.has(table) || /^requests_(default|\d+)$/.test(table);
}

function isName(token: string): boolean {
  return /^[a-z_]\w*$/.test(token);
}
