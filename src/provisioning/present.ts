/** Resources as they are answered. RFC 7643 §3.1. The stored text is passed on, not parsed, unless the client asks for parts of it. */

import { hash } from "node:crypto";
import type { GroupRow } from "../directory/group.ts";
import type { UserRow } from "../directory/user.ts";
import type { JsonObject } from "../scim/json.ts";
import { type Projection, project } from "../scim/projection.ts";
import { etag } from "../scim/version.ts";

/** A resource ready to be sent. */
export interface Presented {
  readonly text: string;
  readonly tag: string;
  readonly location: string;
}

/** A user with its groups. `base` is the endpoint's address. */
export function presentUser(row: UserRow, base: string, projection: Projection | undefined): Presented {
  const tag = etag(row.version, row.groups === null ? undefined : digest(row.groups));
  const location = `${base}/Users/${row.id}`;
  const groups = row.groups === null ? "" : `,"groups":[${row.groups}]`;
  const text = `{"id":"${row.id}",${metaText("User", row, location, tag)}${groups},${row.body.slice(1)}`;
  return { text: projected(text, projection), tag, location };
}

/** A group. `members` is the text of a JSON array's elements; undefined where none were asked for. */
export function presentGroup(
  row: GroupRow,
  members: string | undefined,
  base: string,
  projection: Projection | undefined,
): Presented {
  const { text, tag, location } = beginGroup(row, base);
  const all = `${text}${members === undefined ? "" : `,"members":[${members}]`}}`;
  return { text: projected(all, projection), tag, location };
}

/** A group up to its members: the text lacks its closing brace. */
export function beginGroup(row: GroupRow, base: string): Presented {
  const tag = etag(row.version, undefined);
  const location = `${base}/Groups/${row.id}`;
  const body = row.body.slice(1, -1);
  return { text: `{"id":"${row.id}",${metaText("Group", row, location, tag)},${body}`, tag, location };
}

interface Dated {
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

function metaText(resourceType: string, { createdAt, updatedAt }: Dated, location: string, tag: string): string {
  const created = createdAt.toISOString();
  const lastModified = updatedAt.toISOString();
  return `"meta":${JSON.stringify({ resourceType, created, lastModified, location, version: tag })}`;
}

function projected(text: string, projection: Projection | undefined): string {
  return projection ? JSON.stringify(project(JSON.parse(text) as JsonObject, projection)) : text;
}

/** Short, and different for different groups: it tells two answers apart and protects nothing. */
function digest(groups: string): string {
  return hash("sha1", groups, "base64url").slice(0, 12);
}
