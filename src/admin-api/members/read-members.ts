import { z } from "zod";
import { listMembers, membersToBe } from "../../accounts/members.ts";
import { ROLES } from "../../accounts/roles.ts";
import type { UserId } from "../../db/ids.ts";
import { oneLine } from "../one-line.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";

const role = z.enum(ROLES);
const status = z.enum(["active", "suspended", "blocked"]);
const CURSOR = new RegExp(`^(${ROLES.join("|")})\\.([0-9a-f-]{36})$`);

/** GET /members: who has a role. */
export const readMembers = adminRoute({
  method: "GET",
  path: "/members",
  access: "viewer",
  summary: "The users who have a role, granted or through a group; those with most rights first.",
  query: z.object({
    search: oneLine.max(200).optional().describe("What the name or userName begins with, in any case."),
    after: z.string().regex(CURSOR).optional().describe("`next` of the page before."),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  status: 200,
  answer: z
    .object({
      members: z.array(
        z
          .object({
            id: z.string(),
            name: z.string(),
            userName: z.string(),
            role: role.describe("The highest that they have."),
            granted: role.nullable().describe("The one that was granted to them."),
            groups: z.array(z.object({ id: z.string(), name: z.string(), role })).readonly(),
            status,
            signsIn: z.boolean().describe("Whether they have set up a sign-in."),
          })
          .meta({ id: "Member" }),
      ),
      next: z.string().nullable(),
    })
    .meta({ id: "Members" }),
  handle: async (call) => {
    const { search, after, limit } = call.query;
    const [, afterRole, id] = CURSOR.exec(after ?? "") ?? [];
    const wanted = {
      search,
      after: id === undefined ? undefined : { role: role.parse(afterRole), id: id as UserId },
      limit,
    };
    const { members, hasMore } = await reading(call, (sql) => listMembers(sql, call.orgId, wanted));
    const last = members.at(-1);
    return { members, next: hasMore && last ? `${last.role}.${last.id}` : null };
  },
});

/** GET /members/to-be: whom to give a role. */
export const readMembersToBe = adminRoute({
  method: "GET",
  path: "/members/to-be",
  access: "organization_admin",
  summary: "Users whose name or userName begins with a text: the first ten, by name.",
  query: z.object({ search: oneLine.min(1).max(200) }),
  status: 200,
  answer: z.object({
    users: z.array(z.object({ id: z.string(), name: z.string(), userName: z.string(), status, signsIn: z.boolean() })),
  }),
  handle: async (call) => ({
    users: await reading(call, (sql) => membersToBe(sql, call.orgId, call.query.search, 10)),
  }),
});
