/**
 * The second step of a sign-in: codes of an authenticator app (TOTP, RFC 6238), or recovery codes. What is kept of it is
 * better-auth's, which asks for it when somebody signs in; turning it on and off is ours, so that it leaves a change.
 */

import { createOTP } from "@better-auth/utils/otp";
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import type { Queryable, Sql } from "../db/connect.ts";
import { recordOfAccount } from "./account-changes.ts";
import type { SignIn } from "./sign-in.ts";

/** Whose it is, and where the request comes from. */
export interface Owner {
  readonly accountId: string;
  readonly email: string;
  readonly address: string;
}

type Key = Awaited<SignIn["$context"]>["secretConfig"];

const RECOVERY_CODES = 10;

/** Longer than a code of an app is good for, the step before and behind included. */
const TRIED = "2 minutes";

/** Whether the account has a second step, and how many recovery codes are left. */
export async function readSecondStep(
  sql: Queryable,
  key: Key,
  accountId: string,
): Promise<{ isOn: boolean; recoveryCodesLeft: number }> {
  const [row] = await sql<{ codes: string }[]>`
    select t."backupCodes" as codes from accounts a join two_factors t on t."userId" = a.id
    where a.id = ${accountId}::uuid and a."twoFactorEnabled"`;
  if (!row) return { isOn: false, recoveryCodesLeft: 0 };
  const codes = JSON.parse(await symmetricDecrypt({ key, data: row.codes })) as string[];
  return { isOn: true, recoveryCodesLeft: codes.length };
}

/**
 * Makes the secret for an authenticator app. Nothing is asked for at sign-in before a first code has shown that the app
 * has it. Undefined when there is a second step already.
 */
export async function beginSecondStep(
  sql: Sql,
  key: Key,
  { accountId, email }: Owner,
): Promise<{ uri: string; key: string } | undefined> {
  const secret = generateRandomString(20);
  const [encrypted, none] = await Promise.all([
    symmetricEncrypt({ key, data: secret }),
    symmetricEncrypt({ key, data: "[]" }),
  ]);
  const made = await sql.begin(async (tx) => {
    if (await isOn(tx, accountId)) return false;
    await tx`delete from two_factors where "userId" = ${accountId}::uuid`;
    await tx`
      insert into two_factors (id, "userId", secret, "backupCodes", verified)
      values (uuidv7(), ${accountId}::uuid, ${encrypted}, ${none}, false)`;
    return true;
  });
  if (!made) return undefined;
  const uri = createOTP(secret).url("Muster", email);
  return { uri, key: new URL(uri).searchParams.get("secret") ?? "" };
}

/** Turns the second step on, with a first code of the app. @returns the recovery codes, which are shown once */
export async function turnSecondStepOn(
  sql: Sql,
  key: Key,
  { accountId, address }: Owner,
  code: string,
): Promise<readonly string[] | "wrong code" | "not begun"> {
  const codes = makeRecoveryCodes();
  const encrypted = await symmetricEncrypt({ key, data: JSON.stringify(codes) });
  return sql.begin(async (tx) => {
    const was = await isOn(tx, accountId);
    const [begun] = await tx<{ secret: string }[]>`select secret from two_factors where "userId" = ${accountId}::uuid`;
    if (was || !begun) return "not begun";
    if (!(await createOTP(await symmetricDecrypt({ key, data: begun.secret })).verify(code))) return "wrong code";
    await tx`
      update two_factors set verified = true, "backupCodes" = ${encrypted}, "failedVerificationCount" = 0, "lockedUntil" = null
      where "userId" = ${accountId}::uuid`;
    await tx`update accounts set "twoFactorEnabled" = true, "updatedAt" = now() where id = ${accountId}::uuid`;
    await recordOfAccount(tx, accountId, address, { resourceType: "account", op: "enable second step" });
    return codes;
  });
}

/**
 * Takes a code of the app before it is tried: each is good once (RFC 6238 §5.2), also where two use it at the same time.
 * What is older than an app's code can be good for is forgotten.
 * @returns false for one that was tried already
 */
export async function takeCode(sql: Sql, accountId: string, code: string): Promise<boolean> {
  const [taken] = await sql`
    with old as (
      delete from tried_codes where account_id = ${accountId}::uuid and code <> ${code} and at < now() - ${TRIED}::interval
    )
    insert into tried_codes (account_id, code) values (${accountId}::uuid, ${code})
    on conflict (account_id, code) do update set at = now() where tried_codes.at < now() - ${TRIED}::interval
    returning code`;
  return taken !== undefined;
}

/** Turns the second step off. @returns whether it was on */
export function turnSecondStepOff(sql: Sql, { accountId, address }: Owner): Promise<boolean> {
  return sql.begin(async (tx) => {
    if (!(await isOn(tx, accountId))) return false;
    await tx`delete from two_factors where "userId" = ${accountId}::uuid`;
    await tx`update accounts set "twoFactorEnabled" = false, "updatedAt" = now() where id = ${accountId}::uuid`;
    await recordOfAccount(tx, accountId, address, { resourceType: "account", op: "disable second step" });
    return true;
  });
}

/** Makes new recovery codes; the old ones are of no use any more. Undefined when there is no second step. */
export async function renewRecoveryCodes(
  sql: Sql,
  key: Key,
  { accountId, address }: Owner,
): Promise<readonly string[] | undefined> {
  const codes = makeRecoveryCodes();
  const encrypted = await symmetricEncrypt({ key, data: JSON.stringify(codes) });
  return sql.begin(async (tx) => {
    if (!(await isOn(tx, accountId))) return undefined;
    await tx`update two_factors set "backupCodes" = ${encrypted} where "userId" = ${accountId}::uuid`;
    await recordOfAccount(tx, accountId, address, { resourceType: "account", op: "renew recovery codes" });
    return codes;
  });
}

/** Whether it is on; who turns it on or off meanwhile waits. */
async function isOn(tx: Queryable, accountId: string): Promise<boolean> {
  const [account] = await tx<{ isOn: boolean }[]>`
    select coalesce("twoFactorEnabled", false) as "isOn" from accounts where id = ${accountId}::uuid for update`;
  return account?.isOn ?? false;
}

/** As better-auth takes them: five letters or digits, a hyphen, five more, all small. */
function makeRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const code = generateRandomString(10, "a-z", "0-9");
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
}
