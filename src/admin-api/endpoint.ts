/** The admin API, which the console calls: assembly of its routes. */

import type { FastifyInstance, FastifyReply } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { actorOf } from "../accounts/person.ts";
import { Tally } from "../activity/tally.ts";
import { checkAccess, checkShown } from "./access.ts";
import { refusalOf } from "./answer-error.ts";
import { describe } from "./description.ts";
import { checkOrigin, ownOrigin } from "./origin.ts";
import { Refused } from "./refused.ts";
import type { AdminRoute, Services } from "./route.ts";
import { schemaOf } from "./route-schema.ts";
import { routes } from "./routes.ts";
import { Streams } from "./scim/streams.ts";
import { SharedAnswers } from "./shared-answers.ts";
import { whoIs } from "./signed-in.ts";

const TRIES_PER_MINUTE = 10;

/** The header in which the console names the organization that its page shows; a link does so in its address. */
const SHOWN = "x-muster-organization";

const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};

/** Registers the admin API below /api. */
export async function adminApi(
  app: FastifyInstance,
  options: Omit<Services, "streams" | "shared" | "tally">,
): Promise<void> {
  const shared = new SharedAnswers();
  // Whoever is told of a change reads what is newer.
  const streams = new Streams(options.sql, (orgId) => shared.forget(orgId));
  const services = { ...options, streams, shared, tally: new Tally() };
  app.addHook("preClose", async () => services.streams.end());
  await app.register(
    async (api) => {
      await describe(api);
      api.setValidatorCompiler(validatorCompiler);
      api.setSerializerCompiler(serializerCompiler);
      api.addHook("onRequest", async (request, reply) => {
        reply.headers(HEADERS);
        checkOrigin(request.headers, services.publicUrl ?? ownOrigin(request));
      });
      api.setErrorHandler(async (error, request, reply) => answer(reply, refusalOf(error, request.log)));
      api.setNotFoundHandler(async (_request, reply) =>
        answer(reply, new Refused(404, "not found", "There is no such thing in the admin API.")),
      );
      for (const route of routes) add(api, services, route);
    },
    { prefix: "/api" },
  );
}

function add(api: FastifyInstance, services: Services, route: AdminRoute): void {
  const { method, path, access, status, throttled, handle } = route;
  api.route({
    method,
    url: path,
    config: throttled ? { rateLimit: { max: TRIES_PER_MINUTE, timeWindow: "1 minute" } } : {},
    schema: schemaOf(route),
    // Whoever may not call it learns nothing of what it takes: access is asked first.
    attachValidation: true,
    handler: async (request, reply) => {
      const call = {
        ...services,
        body: request.body,
        params: request.params,
        query: request.query,
        origin: services.publicUrl ?? ownOrigin(request),
        request,
        reply,
      };
      if (access === "anybody") {
        if (request.validationError) throw request.validationError;
        return finish(reply, status, await handle(call as never));
      }
      const by = await whoIs(request, await services.auth(), services.sql);
      checkAccess(by, access);
      checkShown(by, request.headers[SHOWN] ?? (request.query as { organization?: unknown }).organization);
      if (request.validationError) throw request.validationError;
      const orgId = by.person.organization.id;
      const answered = await handle({ ...call, by, orgId, actor: actorOf(by.person, request.ip) });
      if (method !== "GET") services.shared.forget(orgId);
      return finish(reply, status, answered);
    },
  });
}

/** A handler that has taken the answer into its own hands is left alone. */
function finish(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  if (reply.sent) return reply;
  return reply.code(status).send(body);
}

function answer(reply: FastifyReply, { status, code, message, more, retryAfter }: Refused): FastifyReply {
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  return reply
    .code(status)
    .type("application/json")
    .serializer(JSON.stringify)
    .send({ code, message, ...more });
}
