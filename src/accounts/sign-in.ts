/** Signing in: better-auth on our PostgreSQL. What is ours is which of it we offer, and what a session carries. */

import { hkdfSync } from "node:crypto";
import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import { PostgresJSDialect } from "kysely-postgres-js";
import type { DriverPool, Sql } from "../db/connect.ts";
import { ADDRESS_HEADER } from "./client-address.ts";
import { MAX_PASSWORD, MIN_PASSWORD } from "./password.ts";
import { personsOf } from "./person.ts";
import { SESSION_DAYS } from "./session.ts";

export interface SignInOptions {
  /** Ours, for what a session carries. */
  readonly sql: Sql;
  /** better-auth's connections. */
  readonly driver: DriverPool;
  /** What the server's secrets are made of. */
  readonly secretKey: Buffer;
  /** The address as people reach it; undefined when each request's own tells. */
  readonly publicUrl: string | undefined;
}

const DAY_S = 24 * 60 * 60;

/** The code of better-auth's refusal of whoever is no active user anywhere. */
export const NO_ACCESS = "NO_ACCESS";

export type SignIn = ReturnType<typeof signIn>;

/** What signs people in. Its tables are there by now: src/db/migrations. */
export function signIn(options: SignInOptions) {
  return betterAuth(signInOptions(options));
}

/** better-auth's options. */
export function signInOptions({ sql, driver, secretKey, publicUrl }: SignInOptions) {
  const secret = Buffer.from(hkdfSync("sha256", secretKey, "", "sign-in", 32)).toString("base64");
  const isHttps = publicUrl?.startsWith("https:") ?? false;
  return {
    appName: "Muster",
    basePath: "/api/auth",
    // Always given: where it is not, better-auth takes it from BASE_URL and a dozen others.
    baseURL: publicUrl ?? "http://localhost",
    database: { dialect: new PostgresJSDialect({ postgres: driver as never }), type: "postgres" as const },
    // Both: BETTER_AUTH_SECRETS would go before the one.
    secret,
    secrets: [{ version: 1, value: secret }],
    telemetry: { enabled: false },
    logger: { disabled: true },
    user: { modelName: "accounts" },
    account: { modelName: "credentials", accountLinking: { enabled: false } },
    verification: { modelName: "verifications" },
    session: {
      modelName: "sessions",
      expiresIn: SESSION_DAYS * DAY_S,
      // It ends when it ends: a stolen cookie is not good for ever. Sessions are read by session.ts.
      disableSessionRefresh: true,
      // What wants a recent sign-in says so itself (admin-api/access.ts).
      freshAge: 0,
      cookieCache: { enabled: false },
      additionalFields: {
        /** The organization that the person sees. */
        orgId: { type: "string" as const, required: false, input: false },
        /** When the person last proved again who they are. */
        confirmedAt: { type: "date" as const, required: false, input: false },
      },
    },
    // Ours counts failures alone, and knows accounts: attempts.ts.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      // Accounts come from a set-up link or an invite, never from a stranger.
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
    },
    advanced: {
      // What another site sent is refused before it comes here (admin-api/access.ts), under test as in production.
      disableCSRFCheck: true,
      disableOriginCheck: true,
      // No other host of the domain and no path can set a cookie of this name.
      cookiePrefix: isHttps ? "__Host-muster" : "muster",
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isHttps, sameSite: "strict" as const, path: "/" },
      database: { generateId: "uuid" as const },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    databaseHooks: {
      session: {
        create: {
          before: async <S extends { userId: string }>(session: S) => {
            const [first] = await personsOf(sql, session.userId);
            if (!first) throw new APIError("FORBIDDEN", { code: NO_ACCESS, message: NO_ACCESS });
            return { data: { ...session, orgId: first.organization.id, confirmedAt: new Date() } };
          },
        },
      },
    },
    plugins: [
      twoFactor({ issuer: "Muster", twoFactorTable: "two_factors" }),
      passkey({
        rpName: "Muster",
        schema: { passkey: { modelName: "passkeys" } },
        // It signs in by itself, past a second step: whoever has the device must also be its owner.
        authenticatorSelection: { residentKey: "required" as const, userVerification: "required" as const },
        authentication: {
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) throw new APIError("UNAUTHORIZED");
          },
        },
      }),
    ],
  };
}
