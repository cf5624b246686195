/** The SCIM endpoint: a request's way from the wire to its route and back. */

import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sharedStatements } from "../lifecycle/shared-statements.ts";
import { NotAuthorized } from "../lifecycle/write.ts";
import { ScimError } from "../scim/errors.ts";
import { authenticate, type Refusals, rememberRefusals } from "./authentication.ts";
import { baseOf } from "./base.ts";
import { BODY_LIMIT, GROUP_BODY_LIMIT, mayBeLarge, readBodies } from "./body.ts";
import { arrived, type Exchange } from "./exchange.ts";
import { routesNotAllowed } from "./not-allowed.ts";
import { refusal, slowedDown } from "./refusal.ts";
import { type Memory, remember } from "./remember.ts";
import type { Answer, Pools, Services } from "./route.ts";
import { routes } from "./routes.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Of a request to the SCIM endpoint. */
    exchange: Exchange | null;
  }
  interface FastifyContextConfig {
    resourceType?: "user" | "group" | undefined;
    open?: boolean;
  }
}

export interface EndpointOptions extends Pools, Memory {
  /** The server's address as clients reach it, where that is set; else each request's own tells. */
  readonly publicUrl: string | undefined;
}

/** Where the endpoint is; some set-ups paste it without the version. */
const ENDPOINT = "/scim/v2";
const PREFIXES = [ENDPOINT, "/scim"];

/** Requests with a token that is not valid, from one address, before it is told to slow down. Valid ones are never slowed. */
const FAILURES_PER_MINUTE = 30;

/** Registers the endpoint. */
export function provisioning(app: FastifyInstance, options: EndpointOptions): void {
  app.decorateRequest("exchange", null);
  // Under whatever address requests come, they share statements, and failures count together.
  const users = sharedStatements(options.sql);
  const failures = app.createRateLimit({ max: FAILURES_PER_MINUTE, timeWindow: "1 minute" });
  const strangers = { failures, refusals: rememberRefusals(options.sql) };
  for (const prefix of PREFIXES)
    app.register(async (scim) => endpoint(scim, { ...options, users }, strangers), { prefix });
}

/** What becomes of requests from nobody. */
interface Strangers {
  readonly failures: ReturnType<FastifyInstance["createRateLimit"]>;
  readonly refusals: Refusals;
}

function endpoint(app: FastifyInstance, options: EndpointOptions & Services, { failures, refusals }: Strangers): void {
  const { sql } = options;
  readBodies(app);

  app.addHook("onRequest", (request, _reply, done) => {
    request.exchange = arrived(request);
    request.exchange.resourceType = request.routeOptions.config.resourceType;
    // Whoever sends much must first be somebody.
    if (mayBeLarge(request)) authenticate(sql, request.exchange).then(() => done(), done);
    else done();
  });

  app.addHook("onResponse", (request, reply, done) => {
    if (request.exchange) remember(options, request.exchange, reply.statusCode, reply.elapsedTime);
    done();
  });

  app.setNotFoundHandler(async (request) => {
    const path = request.url.split("?", 1)[0];
    throw new ScimError(404, undefined, `There is no ${request.method} ${path}; see ${ENDPOINT}/ResourceTypes.`);
  });

  app.setErrorHandler(async (error, request, reply) => {
    const exchange = request.exchange ?? arrived(request);
    const cause = await unlessFromNobody(error, request, exchange);
    const { error: answered, headers } =
      cause instanceof NotAuthorized ? await notAuthorized(cause, request, exchange) : refusal(cause, request.log);
    exchange.error = answered;
    return send(reply, { status: answered.status, headers, body: JSON.stringify(answered.toBody()) });
  });

  for (const { method, path, resourceType, open, handle } of [...routes, ...routesNotAllowed(routes)]) {
    app.route<{ Params: Record<string, string>; Querystring: Record<string, unknown> }>({
      method,
      url: path,
      bodyLimit: resourceType === "group" ? GROUP_BODY_LIMIT : BODY_LIMIT,
      config: { resourceType, open },
      handler: async (request, reply) => {
        const exchange = request.exchange ?? arrived(request);
        // Discovery is answered to anybody; where a token comes with it, the log says whose.
        if (open) await authenticate(sql, exchange).catch(() => {});
        const base = baseOf(request, options.publicUrl, ENDPOINT);
        const headers = request.headers as Record<string, string | undefined>;
        const { params, query } = request;
        const gone = () => whenGone(reply);
        return send(reply, await handle({ ...options, exchange, params, query, headers, base, gone }));
      },
    });
  }

  /** `error`, unless the request is from nobody: whoever has no valid token learns nothing else. */
  async function unlessFromNobody(error: unknown, request: FastifyRequest, exchange: Exchange): Promise<unknown> {
    if (request.routeOptions.config.open || error instanceof NotAuthorized) return error;
    return authenticate(sql, exchange).then(
      () => error,
      (refused: unknown) => refused,
    );
  }

  async function notAuthorized(error: NotAuthorized, request: FastifyRequest, exchange: Exchange) {
    const limit = await failures(request);
    if (!limit.isAllowed && limit.isExceeded) {
      refusals.recall(exchange);
      return slowedDown(limit.ttlInSeconds);
    }
    await refusals.findOut(exchange, request.log);
    return refusal(error, request.log);
  }
}

function whenGone({ raw }: FastifyReply): AbortSignal {
  if (raw.closed) return AbortSignal.abort();
  const leaving = new AbortController();
  raw.once("close", () => leaving.abort());
  return leaving.signal;
}

/** A reader of an answer in parts who takes nothing for half a minute is dropped: Node says so at the second such time. */
const READER_PATIENCE_MS = 15_000;

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  // Answers are about people: nobody on the way keeps them, and no browser takes them for anything else.
  reply.code(status).headers({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
  if (headers) reply.headers(headers);
  if (body === undefined) return reply.send();
  reply.header("content-type", "application/scim+json");
  if (typeof body === "string") return reply.send(body);
  // A connection to the database waits for the reader. Node takes this time back when the answer is finished.
  reply.raw.setTimeout(READER_PATIENCE_MS, () => reply.raw.destroy());
  return reply.send(Readable.from(body));
}
