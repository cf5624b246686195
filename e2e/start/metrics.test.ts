import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runMuster, startTestMuster, type TestMuster } from "../../src/cli/testing.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let muster: TestMuster;
let metrics = "";
let first = "";

beforeAll(async () => {
  muster = await startTestMuster({ MUSTER_METRICS_PORT: "0" });
  const port = muster.server.logged
    .map((line) => /^Metrics for Prometheus on port (\d+)/.exec(line)?.[1])
    .find(Boolean);
  metrics = `http://127.0.0.1:${port}`;
  first = await read();
});
afterAll(() => muster?.remove());

const read = async () => (await fetch(`${metrics}/metrics`)).text();

test("requests are counted by method, kind and status, with how long they took; refused tokens by why", async () => {
  const token = await muster.organization("Acme");
  const id = await muster.createUser(token, "ann@acme.example");
  await muster.scim(token, "GET", `/Users/${id}`);
  await muster.scim(token, "GET", "/Groups/nobody");
  await muster.scim(token, "GET", "/ServiceProviderConfig");
  await muster.scim("nonsense", "GET", "/Users");
  await fetch(`${muster.server.address}/healthz`);
  await vi.waitFor(async () => {
    const text = await read();
    for (const labels of [
      'method="POST",resource_type="user",status="2xx"',
      'method="GET",resource_type="user",status="2xx"',
      'method="GET",resource_type="group",status="4xx"',
      'method="GET",resource_type="none",status="2xx"',
    ]) {
      expect(text).toContain(`muster_scim_request_duration_seconds_count{${labels}} 1`);
      expect(text).toContain(`muster_scim_request_duration_seconds_bucket{le="+Inf",${labels}} 1`);
    }
    expect(text).toContain('muster_scim_refused_tokens_total{reason="malformed"} 1');
  });
});

test("the database, what waits to be stored, and the process", async () => {
  // Also the first time that it is asked.
  expect(first).toContain("muster_database_up 1");
  const text = await read();
  expect(text).toContain("muster_database_up 1");
  expect(text).toMatch(/^muster_database_connections\{state="(active|idle)"\} [1-9]\d*$/m);
  expect(text).toMatch(/^muster_requests_waiting \d+$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  expect(text).toMatch(/^process_resident_memory_bytes /m);
});

test("no name, address or token stands in it", async () => {
  expect(await read()).not.toMatch(/acme|ann@|127\.0\.0\.1|muster_scim_[0-9A-Za-z]{20}/);
});

test("it is read from its own port alone, and nothing else is there", async () => {
  expect((await fetch(`${muster.server.address}/metrics`)).status).toBe(404);
  expect((await fetch(`${metrics}/`)).status).toBe(404);
  expect((await fetch(`${metrics}/metrics`, { method: "POST" })).status).toBe(404);
  expect((await fetch(`${metrics}/metrics`)).headers.get("content-type")).toMatch(/^text\/plain/);
});

test("a port that is in use ends the start with a line that names the setting", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const { port } = taken.address() as { port: number };
  const settings = {
    ...muster.settings,
    MUSTER_DATA_DIR: `${muster.directory}/other`,
    MUSTER_METRICS_PORT: String(port),
  };
  const { exitCode, stderr } = await runMuster(["start"], settings);
  taken.close();
  expect(exitCode).toBe(1);
  expect(stderr.trim().split("\n").at(-1)).toBe(
    `Port ${port} of 127.0.0.1 is in use: stop what listens there, or set MUSTER_METRICS_PORT.`,
  );
});
