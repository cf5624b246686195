import type { User } from "../../api/types.ts";

/** What the actions and the form need to know of a user. */
export type Somebody = Pick<User, "id" | "name" | "userName" | "status" | "scimManaged" | "version" | "resource">;
