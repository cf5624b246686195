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

/** How provisioning stands: what the start page and its own page tell alike. */
export type Standing = Omit<Schemas["Overview"], "next">;

/** What is known of the SCIM token after it was shown. */
export type Token = NonNullable<Provisioning["token"]>;

/** A domain that was not accepted, and why. */
export type RefusedDomain = NonNullable<Schemas["Refusal"]["refused"]>[number];

/** How many there are: exactly, or at least so many. */
export type Total = Schemas["Total"];

/** A user, as lists show it and as its page does. */
export type ListedUser = Schemas["ListedUser"];
export type User = Schemas["User"];

/** A group, as lists show it and as its page does. */
export type ListedGroup = Schemas["ListedGroup"];
export type Group = Schemas["Group"];

export type DeletedUser = Schemas["DeletedUser"];

/** One entry of the history of a user or group. */
export type Change = Schemas["Change"];

/** How large the directory is, and what its lists can be filtered by. */
export type Directory = Schemas["Directory"];

type Query<Path extends keyof paths> = paths[Path]["get"] extends { parameters: { query?: infer Asked } }
  ? NonNullable<Asked>
  : never;

/** What lists can be asked for. */
export type UsersAsked = Query<"/api/users">;
export type GroupsAsked = Query<"/api/groups">;
