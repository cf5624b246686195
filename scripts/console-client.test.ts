import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { CLIENT, consoleClient } from "./console-client.ts";

test("the console's client is what the admin API's routes say (else: npm run console:client)", async () => {
  expect(await readFile(CLIENT, "utf8")).toBe(await consoleClient());
});
