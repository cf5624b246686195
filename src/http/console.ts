/** The console: the built React app, and for every address of its own the page that loads it. */

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";

/** Where Vite leaves it. */
export const CONSOLE = fileURLToPath(new URL("../../console/dist/", import.meta.url));

/** What index.html has in place of each answer's own nonce. */
const NONCE = "__CSP_NONCE__";

/**
 * Answers the console's addresses: all that nothing else has, when a browser asks for a page.
 * @param isHttps whether people reach the server by https alone, which their browsers then remember
 */
export async function serveConsole(app: FastifyInstance, isHttps: boolean, directory: string = CONSOLE): Promise<void> {
  const page = await readFile(`${directory}index.html`, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (page === undefined) {
    app.get("/", (_request, reply) => reply.code(503).type("text/plain").send(NOT_BUILT));
    return;
  }
  await app.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    // The page has a nonce of its own each time.
    globIgnore: ["index.html", ".built-from"],
    index: false,
    cacheControl: false,
    // scripts/build-console.mjs leaves them beside.
    preCompressed: true,
    setHeaders: (reply, path) => {
      // Vite puts a hash of its content into the name of each of these.
      const isHashed = path.includes("/assets/");
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "public, max-age=3600");
      reply.header("x-content-type-options", "nosniff");
      reply.header("cross-origin-resource-policy", "same-origin");
      // A picture that is opened by itself runs nothing.
      reply.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    },
  });
  // No route for all: the endpoints' own answers to what they do not know would never be asked.
  app.setNotFoundHandler((request, reply) => {
    if (request.method === "GET" && /\btext\/html\b/.test(request.headers.accept ?? ""))
      return sendPage(reply, page, isHttps);
    return reply.code(404).send({ message: `There is no ${request.method} ${request.url.split("?", 1)[0]}.` });
  });
}

const NOT_BUILT = "The console is not built. Run: npm run console:build\n";

function sendPage(reply: FastifyReply, page: string, isHttps: boolean): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  return reply
    .headers({
      "content-security-policy": policy(nonce),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      ...(isHttps && { "strict-transport-security": "max-age=31536000" }),
      "permissions-policy": "camera=(), geolocation=(), microphone=()",
    })
    .code(200)
    .type("text/html; charset=utf-8")
    .send(page.replaceAll(NONCE, nonce));
}

/** No script but our files; no style but our files and what carries the nonce (Mantine's variables). */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
