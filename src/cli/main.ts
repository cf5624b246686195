/** The command `muster`: what the launcher at the root and `npm start` run. */

import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Half the time that a command takes to start. Beside the modules, not in /tmp, where others may have put something.
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/muster", import.meta.url)));

// Loaded only now, so that the cache has it.
const { run } = await import("./program.ts");
// A reader that has read enough, such as `head`. Whoever waits for a token has lost it, so this is no success.
process.stdout.on("error", () => process.exit(1));
process.exitCode = await run(process.argv.slice(2));
