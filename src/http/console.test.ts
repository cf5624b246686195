import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveConsole } from "./console.ts";

let directory: string;
let app: FastifyInstance;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "muster-console-"));
  await mkdir(join(directory, "assets"));
  await writeFile(join(directory, "index.html"), '<meta nonce="__CSP_NONCE__"><script src="/assets/a.js"></script>');
  await writeFile(join(directory, "assets/a.js"), "1");
  await writeFile(join(directory, "mark.svg"), "<svg/>");
  app = fastify();
  app.register(
    async (scim) => scim.setNotFoundHandler((_request, reply) => reply.code(404).send("the endpoint's own")),
    { prefix: "/scim" },
  );
  await serveConsole(app, true, `${directory}/`);
});
afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

const browser = { accept: "text/html,application/xhtml+xml" };

test("each of the console's addresses is its page, with a nonce of its own and no inline script allowed", async () => {
  const answers = await Promise.all(
    ["/", "/admin/login-access/scim-users-provisioning", "/index.html"].map((url) =>
      app.inject({ url, headers: browser }),
    ),
  );
  const nonces = answers.map((answer) => {
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.headers["cache-control"]).toBe("no-store");
    const [, nonce = ""] = /nonce="([^"]{22,})"/.exec(answer.body) ?? [];
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain(`style-src-elem 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe");
    expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000");
    return nonce;
  });
  expect(new Set(nonces).size).toBe(3);
});

test("what has a hash in its name is kept for ever, the rest for an hour", async () => {
  const [script, mark] = await Promise.all(["/assets/a.js", "/mark.svg"].map((url) => app.inject(url)));
  expect(script?.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(mark?.headers["cache-control"]).toBe("public, max-age=3600");
});

test("what is no page of a browser is 404, and an endpoint answers for itself what it does not know", async () => {
  expect((await app.inject({ url: "/nothing.js" })).statusCode).toBe(404);
  expect((await app.inject({ method: "POST", url: "/nothing", headers: browser })).statusCode).toBe(404);
  expect((await app.inject({ url: "/.built-from" })).statusCode).toBe(404);
  expect((await app.inject({ url: "/assets/../../package.json" })).statusCode).toBe(404);
  expect((await app.inject({ url: "/scim/nothing", headers: browser })).body).toBe("the endpoint's own");
});

test("a console that is not built says how to build it", async () => {
  const bare = fastify();
  await serveConsole(bare, false, join(directory, "nowhere/"));
  const answer = await bare.inject({ url: "/", headers: browser });
  expect([answer.statusCode, answer.body]).toEqual([503, "The console is not built. Run: npm run console:build\n"]);
  await bare.close();
});
