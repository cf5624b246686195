import { z } from "zod";
import { madeBy } from "../../activity/list-changes.ts";
import { countDeletedUsers, pageOfDeletedUsers } from "../../directory/lists/page-of-deleted-users.ts";
import { answerPage, pageOf, paging, positionOf, total } from "../lists/paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { search } from "../users/wanted.ts";

const LIST = "deleted users";

/** As PostgreSQL writes a time, and reads it. */
const deletionTime = z.iso.datetime({ offset: true }).regex(/^[1-9].*[+-](?:0\d|1[0-4]):\d\d$/);
const isDeletionTime = (key: string) => deletionTime.safeParse(key).success;

const deletedUser = z
  .object({
    id: z.string(),
    userName: z.string(),
    name: z.string(),
    scimManaged: z.boolean(),
    deletedAt: z.iso.datetime(),
    deletedBy: z.string().nullable().describe("Who deleted it, by name; null where that is not known any more."),
  })
  .meta({ id: "DeletedUser" });

/** GET /deleted-users */
export const listDeletedUsersRoute = adminRoute({
  method: "GET",
  path: "/deleted-users",
  access: "viewer",
  summary: "A page of the organization's deleted users, the latest first.",
  query: z.object({ search, ...paging }),
  status: 200,
  answer: pageOf(deletedUser),
  refusals: [429],
  handle: async (call) => {
    const { orgId, query } = call;
    const position = positionOf(LIST, query.cursor, isDeletionTime);
    const { page, who } = await reading(call, async (sql) => {
      const page = await pageOfDeletedUsers(sql, orgId, query.search || undefined, { position, limit: query.limit });
      const ids = page.rows.map(({ changeId }) => changeId).filter((id) => id !== null);
      return { page, who: await madeBy(sql, orgId, ids) };
    });
    return answerPage(LIST, page, ({ id, userName, name, scimManaged, deletedAt, changeId }) => ({
      id,
      userName,
      name,
      scimManaged,
      deletedAt: deletedAt.toISOString(),
      deletedBy: who.get(changeId ?? "") ?? null,
    }));
  },
});

/** GET /deleted-users/count */
export const countDeletedUsersRoute = adminRoute({
  method: "GET",
  path: "/deleted-users/count",
  access: "viewer",
  summary: "How many deleted users there are of those searched, up to 10,000.",
  query: z.object({ search }),
  status: 200,
  answer: total,
  refusals: [429],
  handle: (call) => reading(call, (sql) => countDeletedUsers(sql, call.orgId, call.query.search || undefined)),
});
