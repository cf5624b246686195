import { setTimeout as sleep } from "node:timers/promises";
import { checkAccess } from "../access.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";
import { whoIs } from "../signed-in.ts";

/** Proxies end a stream that is silent for a minute or less; each time it is asked whether the listener still may. */
const PING_MS = 15_000;

/** GET /scim/live: server-sent events, one whenever requests of the identity provider or changes by others have come. */
export const liveProvisioning = adminRoute({
  method: "GET",
  path: "/scim/live",
  access: "viewer",
  summary:
    'Server-sent events: "changed" when there is news; its data says of what, "requests" of the identity provider or "changes" by others.',
  status: 200,
  refusals: [429],
  handle: async ({ sql, auth, streams, orgId, by, request, reply }) => {
    if (!streams.hasRoom(by.sessionId)) throw new Refused(429, "slow down", "Too many pages of yours are open.");
    const stream = streams.open(orgId, by.sessionId, reply);
    if (!stream) return;
    try {
      while (!stream.gone.aborted) {
        await sleep(PING_MS, undefined, { signal: stream.gone });
        const now = await whoIs(request, await auth(), sql);
        checkAccess(now, "viewer");
        if (now.person.organization.id !== orgId) break;
        stream.tell("ping");
      }
    } catch {
      // It is over, or who listens may no more: the page asks again, and is told why.
    } finally {
      stream.end();
    }
  },
});
