/** How provisioning stands, as the start page and its own page tell it. */

import { z } from "zod";
import { providerOfClient } from "../../activity/identity-provider.ts";
import { FOREIGN_DOMAIN } from "../../activity/refusals.ts";
import type { Actor } from "../../changes/actor.ts";
import { type Connection, findConnection, findToken, type ShownToken } from "../../connections/connection.ts";
import { TOKEN_PREFIX } from "../../tokens/token.ts";
import type { Call } from "../route.ts";
import { figuresOf } from "./figures.ts";

const count = z.int().nonnegative();
const time = z.iso.datetime();

export const standing = {
  state: z.enum(["not set up", "on", "off"]),
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
  refusals: z
    .array(
      z.object({
        id: z.string(),
        at: time,
        sentence: z.string(),
        fix: z.string(),
        domain: z.string().nullable().describe("The domain that would have to be added."),
      }),
    )
    .describe("The latest three."),
};

type Standing = z.output<z.ZodObject<typeof standing>>;

/** How it stands; and the connection and token as they are kept. What decides is read at once, figures may be a moment old. */
export async function standingOf(
  call: Call,
): Promise<{ standing: Standing; connection: Connection | undefined; token: ShownToken | undefined }> {
  const { sql, orgId } = call;
  const [connection, token, { directory, traffic, provider, refusals, lastRequestAt }] = await Promise.all([
    findConnection(sql, orgId),
    findToken(sql, orgId),
    figuresOf(call),
  ]);
  const { people, suspended, groups, memberships, firstUser } = directory;
  return {
    connection,
    token,
    standing: {
      state: connection ? (connection.enabled ? "on" : "off") : "not set up",
      token: token ? shown(token, provider) : null,
      provider,
      people,
      suspended,
      groups,
      memberships,
      firstUser,
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
    },
  };
}

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
