// What people do by hand to users and groups. Each is refused with a sentence where it is not theirs to do.
import { answer, api } from "./client.ts";
import type { paths } from "./schema.ts";

/** What is filled in of a new user. */
export type NewUser = paths["/api/users"]["post"]["requestBody"]["content"]["application/json"];

/** Creates a user by hand. */
export const createUser = (user: NewUser) => answer(api.POST("/api/users", { body: user }));

/** Changes a user that is at `version` still. */
export const editUser = (id: string, version: number, user: NewUser) =>
  answer(api.PATCH("/api/users/{id}", { params: { path: { id } }, body: { ...user, version } }));

/** Ends access at once. */
export const suspendUser = (id: string) => answer(api.POST("/api/users/{id}/suspend", { params: { path: { id } } }));

/** Lifts that; the answer says whether the user has access then. */
export const liftSuspension = (id: string) =>
  answer(api.POST("/api/users/{id}/lift-suspension", { params: { path: { id } } }));

/** Deletes a user; the record stands under Deleted users. */
export const deleteUser = (id: string) => answer(api.DELETE("/api/users/{id}", { params: { path: { id } } }));

/** Links the identity provider's record `id` with `other`, made by hand, which is deleted. */
export const linkUsers = (id: string, other: string) =>
  answer(api.POST("/api/users/{id}/link", { params: { path: { id } }, body: { with: other } }));

/** Restores a deleted user, suspended. */
export const restoreUser = (id: string) =>
  answer(api.POST("/api/deleted-users/{id}/restore", { params: { path: { id } } }));

/** Erases a deleted user, in the log too. */
export const eraseUser = (id: string) => answer(api.DELETE("/api/deleted-users/{id}", { params: { path: { id } } }));

/** Creates a group by hand. */
export const createGroup = (displayName: string) => answer(api.POST("/api/groups", { body: { displayName } }));

/** Renames a group. */
export const renameGroup = (id: string, displayName: string) =>
  answer(api.PATCH("/api/groups/{id}", { params: { path: { id } }, body: { displayName } }));

/** Adds members to a group, and removes some. */
export const moveMembers = (id: string, { add = [], remove = [] }: { add?: string[]; remove?: string[] }) =>
  answer(api.PATCH("/api/groups/{id}/members", { params: { path: { id } }, body: { add, remove } }));

/** Deletes a group; its members stay. */
export const deleteGroup = (id: string) => answer(api.DELETE("/api/groups/{id}", { params: { path: { id } } }));
