import { registerHooks } from "node:module";
import { fixed } from "./driver-fixes.ts";

/**
 * postgres.js with its fixes (driver-fixes.ts). They are made while it is loaded, so there is no way to run without
 * them: no install script that `npm ci --ignore-scripts` skips, no copy of the driver to keep. Import it from here.
 */
export const postgres: Postgres = await load();

type Postgres = typeof import("postgres");

async function load(): Promise<Postgres> {
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const file = /\/postgres\/src\/(\w+\.js)$/.exec(url)?.[1];
      if (file === undefined) return loaded;
      return { ...loaded, source: fixed(file, String(loaded.source)) };
    },
  });
  try {
    return (await import("postgres")).default;
  } finally {
    hooks.deregister();
  }
}
