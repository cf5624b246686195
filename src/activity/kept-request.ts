/** A request as the log keeps it, with what it changed and the names of whom it speaks of: what its sentence is made from. */

import type { ConnectionId, RequestId } from "../db/ids.ts";
import type { JsonObject } from "../scim/json.ts";
import type { Names } from "./names.ts";

export interface KeptRequest {
  readonly id: RequestId;
  readonly connectionId: ConnectionId;
  readonly at: Date;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  readonly status: number;
  readonly scimType: string | null;
  readonly detail: string | null;
  readonly resourceType: "user" | "group" | null;
  readonly resourceId: string | null;
  /** The User-Agent. */
  readonly client: string | null;
  readonly address: string | null;
  readonly durationMs: number | null;
  /** As sent, secrets removed. */
  readonly body: string | null;
  /** What was accepted but left out, each in a sentence. */
  readonly notes: readonly string[] | null;
  /** How many resources the answer to a list had; null where it was none, or before that was kept. */
  readonly results: number | null;
  /** What it changed of its resource, in order. */
  readonly changes: readonly RequestChange[];
  /** By id, those that the sentence may name, deleted ones too. */
  readonly names: Names;
}

/** What a request changed of its resource. Values too long for a sentence are null. */
export interface RequestChange {
  readonly op: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly members: MembersMoved | null;
}

/** How many members came and went, and the first two of each. */
export interface MembersMoved {
  readonly added: number;
  readonly removed: number;
  readonly someAdded: readonly string[];
  readonly someRemoved: readonly string[];
}
