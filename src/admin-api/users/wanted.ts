/** Which users are wanted, as addresses of the admin API say it. */

import { z } from "zod";
import { type GroupId, readId } from "../../db/ids.ts";
import { SOURCES, STATUSES, type UsersWanted } from "../../directory/lists/users-wanted.ts";
import { domainNamed } from "../../domains/domain-name.ts";
import { oneLine } from "../one-line.ts";

/** What people type is trimmed; nothing is no search. */
export const search = oneLine.max(200).optional().describe("What a name or address begins with; or an id.");
export const source = z.enum(SOURCES).optional();

export const usersFilters = {
  search,
  status: z.enum(STATUSES).optional(),
  source,
  domain: oneLine.max(300).optional().describe("The domain of the userName."),
  group: oneLine.max(100).optional().describe("The id of a group that they are direct members of."),
};

/** The filters as the directory takes them. */
export function usersWanted(query: z.output<z.ZodObject<typeof usersFilters>>): UsersWanted {
  const { search, status, source, domain, group } = query;
  return {
    search: search === "" ? undefined : search,
    status,
    source,
    domains: domain === undefined ? undefined : spellingsOf(domain),
    group: group === undefined ? undefined : readId<GroupId>(group),
  };
}

/** The domain as it is typed, and as DNS has it. */
function spellingsOf(domain: string): string[] {
  return [...new Set([domain, domainNamed(domain)])].filter((one) => one !== "");
}
