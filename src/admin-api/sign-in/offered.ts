/** What of better-auth is offered, below /api/auth. The rest of it is not there. */

import { z } from "zod";
import { MAX_PASSWORD } from "../../accounts/password.ts";
import type { AdminRoute } from "../route.ts";

/** A path of better-auth's, with what we let through to it. */
export type Offered = Pick<AdminRoute, "method" | "path" | "access" | "summary" | "body" | "status" | "answer">;

export const offered: readonly Offered[] = [
  {
    method: "POST",
    path: "/auth/sign-in/email",
    access: "anybody",
    summary: "Signs in with a password; the session is in the cookie.",
    body: z.object({ email: z.string().max(320), password: z.string().max(MAX_PASSWORD) }),
    status: 200,
    answer: z.object({ twoFactorRedirect: z.boolean().optional().describe("True: a second factor is asked for.") }),
  },
  {
    method: "POST",
    path: "/auth/sign-out",
    access: "anybody",
    summary: "Ends the session.",
    body: z.object({}),
    status: 200,
    answer: z.object({}),
  },
];
