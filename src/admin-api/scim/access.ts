import { z } from "zod";
import type { Access } from "../route.ts";

/** Who may change provisioning: it decides who can come in. */
export const CHANGES_SCIM: Access = { role: "organization_admin", recently: true };

/** A SCIM token in an answer: nothing gives it a second time. */
export const tokenOnce = z.string().describe("The SCIM token. It is in this answer and nowhere else.");
