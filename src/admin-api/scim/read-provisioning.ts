import { z } from "zod";
import { providerOfClient } from "../../activity/identity-provider.ts";
import { FOREIGN_DOMAIN } from "../../activity/refusals.ts";
import type { Actor } from "../../changes/actor.ts";
import { findConnection, findToken, type ShownToken } from "../../connections/connection.ts";
import { listDomains } from "../../domains/domains.ts";
import { TOKEN_PREFIX } from "../../tokens/token.ts";
import { adminRoute } from "../route.ts";
import { figuresOf } from "./figures.ts";
import { isHostPublic } from "./reachable.ts";

const count = z.int().nonnegative();
const time = z.iso.datetime();

const provisioning = z
  .object({
    state: z.enum(["not set up", "on", "off"]),
    tenantUrl: z.url(),
    reachable: z
      .enum(["public", "local", "not https"])
      .describe("Whether an identity provider can reach that address."),
    sendEmailInvites: z.boolean(),
    domains: z.array(z.object({ domain: z.string(), addedAt: time })),
    token: z
      .object({
        id: z.string(),
        prefix: z.string(),
        lastFour: z.string(),
        generatedAt: time,
        generatedBy: z.string(),
        lastUse: z.object({ at: time, address: z.string().nullable(), provider: z.string().nullable() }).nullable(),
      })
      .nullable()
      .describe("What may be shown of the valid token."),
    provider: z.string().nullable().describe("Which identity provider most requests are from."),
    people: count,
    suspended: count,
    groups: count,
    memberships: count,
    requests: count.describe("Of the last 24 hours."),
    refused: count,
    refusedDayBefore: count,
    lastRequestAt: time.nullable(),
    firstUser: z.object({ id: z.string(), name: z.string() }).nullable(),
    tally: z
      .array(z.object({ requests: count, refused: count }))
      .describe("The last 24 hours by quarters of an hour, the oldest first."),
    refusals: z.array(
      z.object({
        id: z.string(),
        at: time,
        sentence: z.string(),
        fix: z.string(),
        domain: z.string().nullable().describe("The domain that would have to be added."),
      }),
    ),
  })
  .meta({ id: "Provisioning" });

/** GET /scim: all that the page SCIM Users Provisioning shows. */
export const readProvisioning = adminRoute({
  method: "GET",
  path: "/scim",
  access: "viewer",
  summary: "The state of SCIM users provisioning.",
  status: 200,
  answer: provisioning,
  handle: async (call) => {
    const { sql, orgId, origin } = call;
    const [connection, token, domains, { directory, traffic, provider, refusals, lastRequestAt }] = await Promise.all([
      findConnection(sql, orgId),
      findToken(sql, orgId),
      listDomains(sql, orgId),
      figuresOf(call),
    ]);
    return {
      state: connection ? (connection.enabled ? ("on" as const) : ("off" as const)) : ("not set up" as const),
      tenantUrl: `${origin}/scim/v2`,
      reachable: isHostPublic(origin),
      sendEmailInvites: connection?.sendEmailInvites ?? true,
      domains: domains.map(({ domain, createdAt }) => ({ domain, addedAt: createdAt.toISOString() })),
      token: token ? shown(token, provider) : null,
      provider,
      people: directory.people,
      suspended: directory.suspended,
      groups: directory.groups,
      memberships: directory.memberships,
      firstUser: directory.firstUser,
      requests: traffic.requests,
      refused: traffic.refused,
      refusedDayBefore: traffic.refusedBefore,
      lastRequestAt: lastRequestAt?.toISOString() ?? null,
      tally: [...traffic.quarters],
      refusals: refusals.map(({ id, at, sentence, detail }) => ({
        id,
        at: at.toISOString(),
        sentence: sentence.text,
        fix: sentence.fix ?? "",
        domain: FOREIGN_DOMAIN.exec(detail ?? "")?.[1] ?? null,
      })),
    };
  },
});

function shown(token: ShownToken, provider: string | null) {
  const { id, lastFour, createdAt, createdBy, lastUsedAt, lastUsedAddress, lastUsedClient } = token;
  const lastUse = lastUsedAt && {
    at: lastUsedAt.toISOString(),
    address: lastUsedAddress,
    provider: providerOfClient(lastUsedClient) ?? provider,
  };
  return {
    id,
    prefix: TOKEN_PREFIX,
    lastFour,
    generatedAt: createdAt.toISOString(),
    generatedBy: nameOf(createdBy),
    lastUse,
  };
}

function nameOf(actor: Actor): string {
  return actor.kind === "command line" ? `the command line (${actor.name})` : String(actor.name ?? actor.kind);
}
