/** The ids of things, told apart by the compiler: an organization's is never taken for a user's. All are UUIDs. */

import { randomUUIDv7 } from "node:crypto";

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type OrgId = Id<"organization">;
export type ConnectionId = Id<"connection">;
export type UserId = Id<"user">;
export type GroupId = Id<"group">;
export type RequestId = Id<"request">;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A new id. UUIDv7 (RFC 9562 §5.7): later ones sort behind, so that inserts touch the end of an index only. */
export function newId<T extends Id<string>>(): T {
  return randomUUIDv7() as T;
}

/** `text` as an id; null when it is no UUID, which as a parameter matches nothing. */
export function readId<T extends Id<string>>(text: string): T | null {
  return UUID.test(text) ? (text.toLowerCase() as T) : null;
}
