/** The command `muster`: what the launcher at the root and `npm start` run. */

import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Half the time that a command takes to start. Beside the modules, not in /tmp, where others may have put something.
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/muster", import.meta.url)));

// Loaded only now, so that the cache has it.
const [{ run }, { endWhenUnwritable }] = await Promise.all([import("./program.ts"), import("./say.ts")]);
endWhenUnwritable();
process.exitCode = await run(process.argv.slice(2));
