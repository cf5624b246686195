/** Why the admin API refuses, in a form that the console acts on and a person reads. */

/** What the console tells apart by. */
export type Code =
  | "not signed in"
  | "no role"
  | "not allowed"
  | "confirm"
  | "cross-site"
  | "another organization"
  | "invalid"
  | "refused"
  | "wrong password"
  | "wrong code"
  | "weak password"
  | "used"
  | "expired"
  | "unknown"
  | "not found"
  | "last"
  | "managed"
  | "suspended elsewhere"
  | "above"
  | "last admin"
  | "taken"
  | "not linkable"
  | "changed meanwhile"
  | "not set up"
  | "SCIM is off"
  | "refreshed meanwhile"
  | "slow down"
  | "too long"
  | "away"
  | "failed";

/** A refusal, answered as `{ code, message }` and `more`. `message` is fit to be shown. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  readonly code: Code;
  readonly more: object;
  /** Seconds after which to try again, where that helps. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: Code, message: string, more: object = {}, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = more;
    this.retryAfter = retryAfter;
  }
}
