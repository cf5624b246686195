/** Who may do what in the console. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "./client.ts";
import type { components } from "./schema.ts";

export type Member = components["schemas"]["Member"];
export type GrantedRole = Member["role"];

/** Who may become a member, as far as a search finds them. */
export type MemberToBe = Awaited<ReturnType<typeof findMembersToBe>>[number];

/** A group that gives its people a role. */
export type MappedGroup = Awaited<ReturnType<typeof readMappedGroups>>[number];

/** What all about members is kept under. */
export const membersKey = ["members"] as const;

/** The members whose name or userName begins with `search`, page after page. */
export const membersQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: [...membersKey, "list", search],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/members", {
          params: { query: { ...(search !== "" && { search }), ...(pageParam !== null && { after: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

export const mappedGroupsQuery = queryOptions({
  queryKey: [...membersKey, "groups"],
  queryFn: () => readMappedGroups(),
});

const readMappedGroups = async () => (await answer(api.GET("/api/members/groups"))).groups;

/** The first people whose name or userName begins with `search`. */
export const findMembersToBe = async (search: string) =>
  (await answer(api.GET("/api/members/to-be", { params: { query: { search } } }))).users;

/** The first groups whose name begins with `search`. */
export const findGroups = async (search: string) =>
  (await answer(api.GET("/api/members/groups/to-be", { params: { query: { search } } }))).groups;

/** Grants a role, in place of the one granted before; refused with code "last". */
export const grantRole = (userId: string, role: GrantedRole) =>
  answer(api.PUT("/api/members/{userId}/role", { params: { path: { userId } }, body: { role } }));

/** Withdraws the granted role; refused with code "last". */
export const withdrawRole = (userId: string) =>
  answer(api.DELETE("/api/members/{userId}/role", { params: { path: { userId } } }));

/** Lets a group give its people a role. `isWarned`: the person has read what a group of Organization Admins means. */
export const mapGroup = (id: string, role: GrantedRole, isWarned: boolean) =>
  answer(api.PUT("/api/groups/{id}/role", { params: { path: { id } }, body: { role, isWarned } }));

/** Lets it give none any more. */
export const unmapGroup = (id: string) => answer(api.DELETE("/api/groups/{id}/role", { params: { path: { id } } }));
