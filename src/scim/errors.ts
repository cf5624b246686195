/** What a SCIM endpoint answers when it refuses. RFC 7644 §3.12. */

export const ERROR_URN = "urn:ietf:params:scim:api:messages:2.0:Error";

/** The RFC's own words for the kind of a 400 or 409. RFC 7644 §3.12, table 9. */
export type ScimType =
  | "invalidFilter"
  | "tooMany"
  | "uniqueness"
  | "mutability"
  | "invalidSyntax"
  | "invalidPath"
  | "noTarget"
  | "invalidValue"
  | "invalidVers"
  | "sensitive";

/**
 * A refusal: thrown where it is found out, rendered once, at the endpoint.
 * `detail` is for the person who reads it in the identity provider's log: what is wrong and what to do.
 */
export class ScimError extends Error {
  override readonly name = "ScimError";
  readonly status: number;
  readonly scimType: ScimType | undefined;

  constructor(status: number, scimType: ScimType | undefined, detail: string) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }

  get detail(): string {
    return this.message;
  }

  /** The body of the answer. `status` is a string, as RFC 7644 §3.12 has it. */
  toBody(): { schemas: [string]; status: string; scimType?: ScimType; detail: string } {
    return {
      schemas: [ERROR_URN],
      status: String(this.status),
      ...(this.scimType && { scimType: this.scimType }),
      detail: this.detail,
    };
  }
}
