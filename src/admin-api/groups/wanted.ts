/** Which groups are wanted, as addresses of the admin API say it. */

import type { z } from "zod";
import type { GroupsWanted } from "../../directory/lists/page-of-groups.ts";
import { search, source } from "../users/wanted.ts";

export const groupsFilters = { search, source };

/** The filters as the directory takes them. */
export function groupsWanted({ search, source }: z.output<z.ZodObject<typeof groupsFilters>>): GroupsWanted {
  return { search: search === "" ? undefined : search, source };
}
