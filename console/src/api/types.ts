// The names by which the console knows what the admin API answers; what they hold is generated.
import type { components, paths } from "./schema.ts";

type Schemas = components["schemas"];
type AnswerTo<Path extends keyof paths, Method extends "get" | "post"> = paths[Path][Method] extends {
  responses: { 200: { content: { "application/json": infer Answer } } };
}
  ? Answer
  : never;

/** Who is signed in, and in which organization the session is. */
export type Me = Schemas["Me"];

/** What a user may do in the console; null: nothing but reading who they are. */
export type Role = Me["role"];

/** Whom a set-up link is for. */
export type SetUpLink = AnswerTo<"/api/set-up/look", "post">;

/** What the set-up form sends. */
export type SetUp = NonNullable<paths["/api/set-up"]["post"]["requestBody"]>["content"]["application/json"];

/** Everything the SCIM Users Provisioning page tells. */
export type Provisioning = Schemas["Provisioning"];

/** What is known of the SCIM token after it was shown. */
export type Token = NonNullable<Provisioning["token"]>;

/** A domain that was not accepted, and why. */
export type RefusedDomain = NonNullable<Schemas["Refusal"]["refused"]>[number];
