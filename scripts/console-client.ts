/**
 * Writes the types of the console's client, console/src/api/schema.ts, from the admin API's description: after a route
 * has changed, `npm run console:client`. A test fails while it is stale.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import openapi, { astToString } from "openapi-typescript";
import { adminApiDescription } from "../src/admin-api/description.ts";

/** Where the console has them. */
export const CLIENT = fileURLToPath(new URL("../console/src/api/schema.ts", import.meta.url));

/** The types as they should be now. */
export async function consoleClient(): Promise<string> {
  const types = await openapi((await adminApiDescription()) as never);
  return `// Made by npm run console:client from the admin API's description. Not edited by hand.\n\n${astToString(types)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(CLIENT, await consoleClient());
