// Who may call whom (ARCHITECTURE.md draws it). Each room lists what it may import; what it does not list is refused.

/** Rooms in src/ and the rooms they may import from, besides themselves. */
const rooms = {
  scim: [],
  db: [],
  changes: ["scim", "db"],
  tokens: ["scim", "db", "changes"],
  domains: ["scim", "db", "changes"],
  directory: ["scim", "db", "changes"],
  requests: ["scim", "db", "changes"],
  accounts: ["scim", "db", "changes"],
  connections: ["scim", "db", "changes", "tokens", "domains"],
  lifecycle: ["scim", "db", "changes", "tokens", "domains", "directory", "requests", "accounts"],
  activity: ["scim", "db", "changes", "tokens", "domains", "directory", "requests", "connections"],
  provisioning: ["scim", "db", "tokens", "directory", "requests", "lifecycle"],
  "admin-api": [
    "scim",
    "db",
    "changes",
    "tokens",
    "domains",
    "directory",
    "requests",
    "accounts",
    "connections",
    "lifecycle",
    "activity",
  ],
  http: ["scim", "db", "tokens", "requests", "accounts", "provisioning", "admin-api"],
  cli: ["scim", "db", "changes", "tokens", "domains", "directory", "accounts", "connections", "activity", "http"],
};

const test = "\\.test\\.ts$|/testing\\.ts$";

const roomRules = Object.entries(rooms).map(([room, others]) => ({
  name: `${room}-imports-only-its-neighbours`,
  comment:
    others.length === 0
      ? `src/${room} imports nothing of ours: it can be read, tested and trusted by itself.`
      : `src/${room} may import ${others.join(", ")}; for anything else, the room above it joins the two.`,
  severity: "error",
  from: { path: `^src/${room}/`, pathNot: test },
  to: { path: "^src/.+/", pathNot: `^src/(${[room, ...others].join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...roomRules,
    {
      name: "no-circles",
      comment: "Two files that import each other are one file, or lack a third.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "product-without-tests",
      comment: "What ships imports neither tests nor what serves them.",
      severity: "error",
      from: { path: "^src/", pathNot: test },
      to: { path: `${test}|^(e2e|bench)/` },
    },
    {
      name: "console-by-itself",
      comment: "The console runs in a browser and knows the server by its admin API alone.",
      severity: "error",
      from: { path: "^console/" },
      to: { path: "^(src|e2e|bench|simulators)/" },
    },
    {
      name: "simulators-by-themselves",
      comment:
        "A simulator is an identity provider: what it shared with the server would be wrong in both, and never be seen.",
      severity: "error",
      from: { path: "^simulators/", pathNot: test },
      to: { path: "^(src|e2e|bench)/" },
    },
    {
      name: "simulators-are-run-by-the-command",
      comment: "The product does not know of simulators; only the command starts them.",
      severity: "error",
      from: { path: "^(src|bench)/", pathNot: `^src/cli/|${test}` },
      to: { path: "^simulators/" },
    },
    {
      name: "pure-scim",
      comment: "The protocol does no input or output; node:util and node:buffer are the most it needs.",
      severity: "error",
      from: { path: "^src/scim/", pathNot: test },
      to: { dependencyTypes: ["npm", "npm-dev", "core"], pathNot: "^(node:)?(util|buffer)$" },
    },
    {
      name: "one-way-to-postgres",
      comment: "postgres.js is loaded by db/driver.ts alone, which mends it (db/driver-fixes.ts); types are free.",
      severity: "error",
      from: { path: "^(src|e2e)/", pathNot: "^src/db/driver(\\.test)?\\.ts$" },
      to: { path: "node_modules/postgres/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "everything-is-found",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
