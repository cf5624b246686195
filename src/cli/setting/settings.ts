/** The settings of an organization that the command line gets and sets. */

import { type Organization, setRequestRetention } from "../../accounts/organizations.ts";
import type { Actor } from "../../changes/actor.ts";
import { findConnection } from "../../connections/connection.ts";
import { changeSendEmailInvites } from "../../connections/invites-toggle.ts";
import type { Sql } from "../../db/connect.ts";
import { WrongUsage } from "../failure.ts";

type Value = boolean | number;

interface OrganizationSetting {
  readonly key: string;
  readonly about: string;
  /** What a value may be, in words. */
  readonly values: string;
  /** A value as it is typed; undefined when it can't be one. */
  parse(text: string): Value | undefined;
  get(sql: Sql, organization: Organization): Promise<Value>;
  set(sql: Sql, organization: Organization, value: Value, actor: Actor): Promise<void>;
}

export const SEND_EMAIL_INVITES = "send-email-invites";
/** What that setting does so far. */
export const NO_MAIL_YET = "Muster sends no mail yet: the setting is kept for when it does.";

export const SETTINGS: readonly OrganizationSetting[] = [
  {
    key: SEND_EMAIL_INVITES,
    about: "whether an email invite is to be sent when an account is created; kept for when Muster sends mail",
    values: "on or off",
    parse: (text) => ({ on: true, off: false })[text.toLowerCase()],
    // Before the first domain it is what that will set it to.
    get: async (sql, { id }) => (await findConnection(sql, id))?.sendEmailInvites ?? true,
    set: (sql, { id }, value, actor) => changeSendEmailInvites(sql, id, value === true, actor),
  },
  {
    key: "request-retention-days",
    about: "for how many days the log of provisioning requests is kept",
    values: "a whole number from 1 to 3650",
    parse: (text) => (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3650 ? Number(text) : undefined),
    get: async (_sql, { requestRetentionDays }) => requestRetentionDays,
    set: (sql, { id }, value, actor) => setRequestRetention(sql, id, Number(value), actor),
  },
];

/** The setting of that name. @throws WrongUsage that names all */
export function settingNamed(key: string): OrganizationSetting {
  const setting = SETTINGS.find((one) => one.key === key);
  if (setting) return setting;
  throw new WrongUsage(`There is no setting "${key}". There is ${SETTINGS.map((one) => one.key).join(", ")}.`);
}

/** A value as it is typed. */
export function valueInWords(value: Value): string {
  return typeof value === "number" ? String(value) : value ? "on" : "off";
}

/** The settings, for --help. */
export function settingsInWords(): string {
  return `\nSettings:\n${SETTINGS.map(({ key, about, values }) => `  ${key}: ${about}; ${values}`).join("\n")}`;
}
