/** What a route of the admin API is: who may call it, what it takes and what it answers. */

import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Role } from "../accounts/roles.ts";
import type { SignIn } from "../accounts/sign-in.ts";
import type { Tally } from "../activity/tally.ts";
import type { Actor } from "../changes/actor.ts";
import type { Sql } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import type { SharedPool } from "../db/shared-pool.ts";
import type { Streams } from "./scim/streams.ts";
import type { SharedAnswers } from "./shared-answers.ts";
import type { SignedIn } from "./signed-in.ts";

/** What routes need of the server. */
export interface Services {
  readonly sql: Sql;
  /** For answers of any length, whose connection is held while the client reads. One at a time of an organization. */
  readonly exports: SharedPool;
  /** Signs people in; loaded when it is first asked for. */
  readonly auth: () => Promise<SignIn>;
  /** For reads that may take long: see reading.ts. */
  readonly search: SharedPool;
  readonly shared: SharedAnswers;
  readonly tally: Tally;
  readonly streams: Streams;
  /** The address as people reach the server; undefined when each request's own tells. */
  readonly publicUrl: string | undefined;
}

/** A request, of anybody. */
export interface OpenCall<Body = unknown, Params = unknown, Query = unknown> extends Services {
  readonly body: Body;
  readonly params: Params;
  readonly query: Query;
  /** The address that people reach the server at, `https://muster.example.com`. */
  readonly origin: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A request of somebody who may make it. */
export interface Call<Body = unknown, Params = unknown, Query = unknown> extends OpenCall<Body, Params, Query> {
  readonly by: SignedIn;
  readonly orgId: OrgId;
  /** As whom what it does is recorded. */
  readonly actor: Actor;
}

/** Who may call a route: whoever is signed in, or from that role up; `recently` asks for a recent sign-in. */
export type Access = "signed in" | "signed in recently" | Role | { readonly role: Role; readonly recently: true };

type Schema = z.ZodType;
type Out<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;

export interface AdminRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api; `:name` is a parameter. */
  readonly path: string;
  readonly access: Access | "anybody";
  /** What it does, for whoever reads the API's description. */
  readonly summary: string;
  readonly body?: Schema | undefined;
  readonly params?: Schema | undefined;
  readonly query?: Schema | undefined;
  readonly status: number;
  readonly answer?: Schema | undefined;
  /** Statuses of refusals that are its own, beside those of all routes. */
  readonly refusals?: readonly number[];
  /** Whether it may be called only a few times a minute from one address: where passwords and secrets are tried. */
  readonly throttled?: true;
  // biome-ignore lint/suspicious/noExplicitAny: each route's own types; `adminRoute` has checked them
  readonly handle: (call: Call<any, any, any>) => Promise<unknown>;
}

type Declared<
  A,
  Body extends Schema | undefined,
  Params extends Schema | undefined,
  Query extends Schema | undefined,
  Answer extends Schema | undefined,
  C,
> = Omit<AdminRoute, "access" | "handle" | "body" | "params" | "query" | "answer"> & {
  readonly access: A;
  readonly body?: Body;
  readonly params?: Params;
  readonly query?: Query;
  readonly answer?: Answer;
  readonly handle: (call: C) => Promise<Answer extends Schema ? z.output<Answer> : void>;
};

/** Declares a route; what `handle` takes and gives follows from its schemas. */
export function adminRoute<
  Body extends Schema | undefined = undefined,
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Answer extends Schema | undefined = undefined,
>(route: Declared<Access, Body, Params, Query, Answer, Call<Out<Body>, Out<Params>, Out<Query>>>): AdminRoute {
  return route as AdminRoute;
}

/** Declares a route that anybody may call. */
export function openRoute<
  Body extends Schema | undefined = undefined,
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Answer extends Schema | undefined = undefined,
>(
  route: Omit<Declared<"anybody", Body, Params, Query, Answer, OpenCall<Out<Body>, Out<Params>, Out<Query>>>, "access">,
): AdminRoute {
  return { ...route, access: "anybody" } as AdminRoute;
}

/** How a refusal is answered. */
export const refusal = z
  .object({
    code: z.string().describe("What the console tells it apart by."),
    message: z.string().describe("Fit to be shown to a person."),
    refused: z.array(z.object({ domain: z.string(), reason: z.string() })).optional(),
    field: z.string().optional().describe("Which of what was filled in it is about."),
    problem: z.string().optional().describe("What is wrong with that field, to stand beside it."),
  })
  .meta({ id: "Refusal" });
