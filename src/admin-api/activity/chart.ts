import { z } from "zod";
import { trafficChart } from "../../activity/traffic.ts";
import { stretch, stretchOf } from "../log-paging.ts";
import { sharedReading } from "../reading.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Requests are kept for ten years at most. */
const LONGEST_MS = 3_660 * DAY_MS;

const count = z.int().nonnegative();

/** GET /activity/chart: requests and refusals over time. */
export const chartRoute = adminRoute({
  method: "GET",
  path: "/activity/chart",
  access: "viewer",
  summary: "How many requests came and how many were refused, in bars of equal length; the last 24 hours unless asked.",
  query: z.object(stretch),
  status: 200,
  answer: z
    .object({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      barMinutes: count,
      requests: count,
      refused: count,
      bars: z.array(z.object({ from: z.iso.datetime(), requests: count, refused: count })),
    })
    .meta({ id: "ActivityChart" }),
  refusals: [429],
  handle: async (call) => {
    const { tally, orgId, query } = call;
    const { since, until } = stretchOf(query);
    const now = new Date();
    const to = until && until < now ? until : now;
    const from = since ?? new Date(to.getTime() - DAY_MS);
    if (from >= to || to.getTime() - from.getTime() > LONGEST_MS) {
      throw new Refused(400, "invalid", "The time must begin before it ends, at most ten years before.");
    }
    const key = `chart ${query.from ?? ""} ${query.to ?? ""}`;
    const { bars, barMs } = await sharedReading(call, key, (sql) => trafficChart(sql, tally, orgId, { from, to }));
    return {
      from: (bars[0]?.from ?? from).toISOString(),
      to: to.toISOString(),
      barMinutes: barMs / 60_000,
      requests: bars.reduce((all, { requests }) => all + requests, 0),
      refused: bars.reduce((all, { refused }) => all + refused, 0),
      bars: bars.map(({ from, requests, refused }) => ({ from: from.toISOString(), requests, refused })),
    };
  },
});
