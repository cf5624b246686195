/** The admin API's description in OpenAPI, from the schemas that its routes check with. The console's client is generated from it. */

import swagger, { type SwaggerOptions } from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { type FastifyInstance, fastify } from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { schemaOf } from "./route-schema.ts";
import { routes } from "./routes.ts";

/** Of the page: no script but its files; Swagger UI writes styles of its own. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const OPTIONS: SwaggerOptions = {
  openapi: {
    openapi: "3.1.1",
    info: {
      title: "Muster's admin API",
      version: "1",
      description: "What the console calls, with the session's cookie. Refusals are `{ code, message }`.",
    },
  },
  transform: jsonSchemaTransform as never,
  transformObject: (described) => withoutUnused(jsonSchemaTransformObject(described)),
};

/** Each schema with a name comes once as it is taken and once as it is answered; most are used in one way only. */
function withoutUnused(document: ReturnType<typeof jsonSchemaTransformObject>): typeof document {
  const { schemas = {} } = (document as { components?: { schemas?: Record<string, unknown> } }).components ?? {};
  const text = JSON.stringify(document);
  for (const name of Object.keys(schemas)) {
    if (!text.includes(`"#/components/schemas/${name}"`)) delete schemas[name];
  }
  return document;
}

/** Describes the routes that are registered on `api` after it: at /docs as a page, at /docs/json as OpenAPI. */
export async function describe(api: FastifyInstance): Promise<void> {
  await api.register(swagger, OPTIONS);
  await api.register(swaggerUi, {
    routePrefix: "/docs",
    indexPrefix: "/api",
    staticCSP: PAGE_POLICY,
    theme: { title: "Muster: admin API", css: [{ filename: "muster.css", content: ".topbar { display: none }" }] },
    // It would ask a stranger's server whether the description is well formed.
    uiConfig: { validatorUrl: null },
    uiHooks: {
      onRequest: (_request, reply, done) => {
        reply.header("x-content-type-options", "nosniff");
        done();
      },
    },
  });
}

/** The description without a server. */
export async function adminApiDescription(): Promise<object> {
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, OPTIONS);
  for (const route of routes) {
    app.route({ method: route.method, url: `/api${route.path}`, schema: schemaOf(route), handler: () => undefined });
  }
  await app.ready();
  return app.swagger();
}
