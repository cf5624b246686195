import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { endWith, freePort, startPostgres } from "../../bench/postgres.ts";
import { until } from "../../src/db/embedded/testing.ts";
import { scimClient } from "../support/scim-client.ts";

const MAIN = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

test("with DATABASE_URL Muster uses that PostgreSQL, starts none, and its commands find the same", async () => {
  await using resources = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "muster-url-"));
  resources.defer(() => rm(directory, { recursive: true, force: true }));
  const postgres = await startPostgres(resources);
  const port = await freePort();
  const data = join(directory, "data");
  const env = {
    ...process.env,
    DATABASE_URL: await postgres.createDatabase("muster"),
    MUSTER_PORT: String(port),
    MUSTER_DATA_DIR: data,
  };
  const server = spawn(process.execPath, [MAIN, "start"], { env, stdio: "ignore" });
  endWith(resources, server, "SIGTERM");
  const address = `http://127.0.0.1:${port}`;
  await until(() =>
    fetch(`${address}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );

  const command = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, [MAIN, ...args], { env })).stdout.trim();
  await command("organization", "create", "Acme", "--admin", "ann@example.com");
  const scim = scimClient(`${address}/scim/v2`, await command("domain", "add", "acme", "example.com"));
  const { status, body } = await scim("POST", "/Users", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "ann@example.com",
  });
  expect(status).toBe(201);
  expect(await command("user", "list", "acme")).toContain(body.id);
  expect(existsSync(join(data, "postgresql"))).toBe(false);
});
