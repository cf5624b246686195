/**
 * Builds the console, if what it is built from is not what it was last built from. Runs before `npm start`, `npm test`
 * and `./muster start`, on whatever Node the machine has. Says what it does on stderr, and nothing when there is nothing
 * to do.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, "node_modules", "node", "bin", "node");
const vite = join(root, "node_modules", "vite", "bin", "vite.js");
const built = join(root, "console", "dist");
/** Says what the console was built from. */
const stamp = join(built, ".built-from");

// Before it is built: what is edited meanwhile is not in it.
const sourcesNow = wanted();
if (read(stamp) !== sourcesNow) build();

function build() {
  // Without the tools (npm ci --omit=dev) whoever installed it has built it before.
  if (!existsSync(vite)) {
    if (!existsSync(join(built, "index.html")))
      console.error("The console is not built: run npm ci, then npm run console:build.");
    return;
  }
  console.error("Building the console …");
  const { status, stdout, stderr } = spawnSync(node, [vite, "build", "console", "--logLevel", "warn"], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) {
    console.error(`${stdout}${stderr}\nThe console could not be built: see above.`);
    process.exit(1);
  }
  compress();
  writeFileSync(stamp, sourcesNow);
}

/** Leaves each file that shrinks compressed beside itself: the server sends what the browser takes. */
function compress() {
  const assets = join(built, "assets");
  for (const name of readdirSync(assets).filter((file) => /\.(js|css)$/.test(file))) {
    const content = readFileSync(join(assets, name));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

/** A hash of all that it is built from. */
function wanted() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const path of sources().sort()) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return `${hash.digest("hex")}\n`;
}

function sources() {
  const folders = ["console/src", "console/public"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name))),
  );
  return [...folders, "console/index.html", "console/vite.config.ts"];
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
