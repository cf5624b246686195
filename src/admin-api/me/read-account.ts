import { z } from "zod";
import { findAccount } from "../../accounts/account.ts";
import { listPasskeys } from "../../accounts/passkeys.ts";
import { readSecondStep } from "../../accounts/second-step.ts";
import { adminRoute } from "../route.ts";

/** GET /me/account: how the person signs in. */
export const readAccount = adminRoute({
  method: "GET",
  path: "/me/account",
  access: "signed in",
  summary: "How the person signs in: password, second step, passkeys.",
  status: 200,
  answer: z
    .object({
      hasPassword: z.boolean(),
      secondStep: z.object({ isOn: z.boolean(), recoveryCodesLeft: z.number() }),
      passkeys: z.array(z.object({ id: z.string(), name: z.string(), addedAt: z.date(), isSynced: z.boolean() })),
    })
    .meta({ id: "Account" }),
  handle: async ({ sql, auth, by }) => {
    const { secretConfig } = await (await auth()).$context;
    const [account, secondStep, passkeys] = await Promise.all([
      findAccount(sql, by.email),
      readSecondStep(sql, secretConfig, by.accountId),
      listPasskeys(sql, by.accountId),
    ]);
    return { hasPassword: account?.passwordHash != null, secondStep, passkeys };
  },
});
