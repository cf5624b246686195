import { z } from "zod";
import { recordOfPerson } from "../../accounts/account-changes.ts";
import { deviceOf } from "../../accounts/device.ts";
import { endOtherSessions, endSession, listSessions } from "../../accounts/session.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";

/** GET /me/sessions: where the person is signed in. */
export const readSessions = adminRoute({
  method: "GET",
  path: "/me/sessions",
  access: "signed in",
  summary: "Where the person is signed in, the session used last first.",
  status: 200,
  answer: z
    .object({
      sessions: z.array(
        z.object({
          id: z.string(),
          device: z.string().describe("In words: Firefox on Windows."),
          address: z.string().nullable(),
          signedInAt: z.date(),
          lastUsedAt: z.date().describe("To the minute."),
          isThis: z.boolean(),
        }),
      ),
    })
    .meta({ id: "Sessions" }),
  handle: async ({ sql, by }) => {
    const sessions = await listSessions(sql, by.accountId);
    return {
      sessions: sessions.map(({ userAgent, address, ...session }) => ({
        ...session,
        device: deviceOf(userAgent),
        address: address === "" ? null : address,
        isThis: session.id === by.sessionId,
      })),
    };
  },
});

/** DELETE /me/sessions/:id: ends one of them. */
export const endOneSession = adminRoute({
  method: "DELETE",
  path: "/me/sessions/:id",
  access: "signed in",
  summary: "Ends one of the person's sessions.",
  params: z.object({ id: z.uuid() }),
  status: 204,
  refusals: [404],
  handle: async ({ sql, by, params, request }) => {
    const ended = await sql.begin(async (tx) => {
      const count = await endSession(tx, by.accountId, params.id);
      if (count > 0) await recordOfPerson(tx, by.person, request.ip, endOf(count));
      return count;
    });
    if (ended === 0) throw new Refused(404, "not found", "This session is over already.");
  },
});

/** DELETE /me/sessions: ends all but the one that asks. */
export const endAllOtherSessions = adminRoute({
  method: "DELETE",
  path: "/me/sessions",
  access: "signed in",
  summary: "Ends all of the person's sessions but this one.",
  status: 200,
  answer: z.object({ ended: z.number() }),
  handle: async ({ sql, by, request }) => {
    const ended = await sql.begin(async (tx) => {
      const count = await endOtherSessions(tx, by.accountId, by.sessionId);
      if (count > 0) await recordOfPerson(tx, by.person, request.ip, endOf(count));
      return count;
    });
    return { ended };
  },
});

function endOf(sessions: number) {
  return { resourceType: "session", op: "end", after: { sessions } } as const;
}
