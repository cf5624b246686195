import { mostOf } from "../../activity/identity-provider.ts";
import { listRequests, sampleOf } from "../../activity/list-requests.ts";
import { recentTraffic } from "../../activity/traffic.ts";
import { directoryFigures } from "../../directory/count-directory.ts";
import { sharedReading } from "../reading.ts";
import type { Call } from "../route.ts";

/** So many refusals are shown where there is more on the page. */
const REFUSALS = 3;

/** What arrived of an organization's people and requests: reads much, and so one answer is for all who look. */
export function figuresOf(call: Call) {
  const { tally, orgId } = call;
  return sharedReading(call, "figures", async (sql) => {
    const reader = { id: orgId };
    const [directory, traffic, sample, refused, latest] = await Promise.all([
      directoryFigures(sql, orgId),
      recentTraffic(sql, tally, orgId),
      sampleOf(sql, orgId),
      listRequests(sql, reader, { refused: true, limit: REFUSALS }),
      listRequests(sql, reader, { limit: 1 }),
    ]);
    return {
      directory,
      traffic,
      provider: mostOf(sample) ?? null,
      refusals: refused.requests,
      lastRequestAt: latest.requests[0]?.at,
    };
  });
}
