/** Signing in: better-auth on our PostgreSQL. What is ours is which of it we offer, and what a session carries. */

import { hkdfSync } from "node:crypto";
import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import { PostgresJSDialect } from "kysely-postgres-js";
import type { DriverPool, Sql } from "../db/connect.ts";
import { ADDRESS_HEADER } from "./client-address.ts";
import { MAX_PASSWORD, MIN_PASSWORD, weaknessOf } from "./password.ts";
import { personsOf } from "./person.ts";

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

/** Days that a session lasts after its last use. */
const SESSION_DAYS = 7;
const DAY_S = 24 * 60 * 60;

const NO_ACCESS = "Your access has ended. Ask an admin of your organization.";

export type SignIn = ReturnType<typeof signIn>;

/** What signs people in. Its tables are there by now: src/db/migrations. */
export function signIn(options: SignInOptions) {
  return betterAuth(signInOptions(options));
}

/** better-auth's options. */
export function signInOptions({ sql, driver, secretKey, publicUrl }: SignInOptions) {
  return {
    appName: "Muster",
    basePath: "/api/auth",
    ...(publicUrl !== undefined && { baseURL: publicUrl }),
    database: { dialect: new PostgresJSDialect({ postgres: driver as never }), type: "postgres" as const },
    secret: Buffer.from(hkdfSync("sha256", secretKey, "", "sign-in", 32)).toString("base64"),
    telemetry: { enabled: false },
    logger: { disabled: true },
    user: { modelName: "accounts" },
    account: { modelName: "credentials", accountLinking: { enabled: false } },
    verification: { modelName: "verifications" },
    session: {
      modelName: "sessions",
      expiresIn: SESSION_DAYS * DAY_S,
      // Each request asks the database: a session that was ended is over with the next one.
      cookieCache: { enabled: false },
      additionalFields: {
        /** The organization that the person sees. */
        orgId: { type: "string" as const, required: false, input: false },
        /** When the person last proved again who they are. */
        confirmedAt: { type: "date" as const, required: false, input: false },
      },
    },
    rateLimit: {
      enabled: true,
      storage: "database" as const,
      modelName: "sign_in_attempts",
      window: 60,
      max: 100,
      customRules: {
        "/sign-in/email": { window: 60, max: 10 },
        "/two-factor/*": { window: 60, max: 10 },
        "/get-session": false as const,
      },
    },
    emailAndPassword: {
      enabled: true,
      // Accounts come from a set-up link or an invite, never from a stranger.
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
    },
    advanced: {
      cookiePrefix: "muster",
      database: { generateId: "uuid" as const },
      useSecureCookies: publicUrl?.startsWith("https:") ?? false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    hooks: {
      before: createAuthMiddleware(async ({ path, body, context }) => {
        const password: unknown = path === "/change-password" ? body?.newPassword : undefined;
        if (typeof password !== "string") return;
        const person = context.session?.user;
        const weakness = await weaknessOf(password, person ? [person.email, person.name] : []);
        if (weakness !== undefined) throw new APIError("BAD_REQUEST", { message: weakness });
      }),
    },
    databaseHooks: {
      session: {
        create: {
          before: async <S extends { userId: string }>(session: S) => {
            const [first] = await personsOf(sql, session.userId);
            if (!first) throw new APIError("FORBIDDEN", { message: NO_ACCESS });
            return { data: { ...session, orgId: first.organization.id, confirmedAt: new Date() } };
          },
        },
      },
    },
    plugins: [
      twoFactor({ issuer: "Muster", twoFactorTable: "two_factors" }),
      passkey({ rpName: "Muster", schema: { passkey: { modelName: "passkeys" } } }),
    ],
  };
}
