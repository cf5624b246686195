import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "./client.ts";
import type { GroupsAsked, UsersAsked } from "./types.ts";

/** Below it lies all that was read of the directory. */
export const directoryKey = ["directory"] as const;

/** How large the directory is. */
export const directoryQuery = queryOptions({
  queryKey: [...directoryKey, "sizes"],
  queryFn: ({ signal }) => answer(api.GET("/api/directory", { signal })),
});

interface SearchAsked {
  search?: string;
  cursor?: string;
}

/** A page of the users asked for; until it is there, the page before. */
export const usersQuery = (asked: UsersAsked) =>
  queryOptions({
    queryKey: [...directoryKey, "users", asked],
    queryFn: ({ signal }) => answer(api.GET("/api/users", { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
  });

/** How many users there are of those asked for. */
export const usersCountQuery = ({ sort: _, order: __, cursor: ___, limit: ____, ...filters }: UsersAsked) =>
  queryOptions({
    queryKey: [...directoryKey, "users' count", filters],
    queryFn: ({ signal }) => answer(api.GET("/api/users/count", { params: { query: filters }, signal })),
  });

/** One user. */
export const userQuery = (id: string) =>
  queryOptions({
    queryKey: [...directoryKey, "user", id],
    queryFn: ({ signal }) => answer(api.GET("/api/users/{id}", { params: { path: { id } }, signal })),
  });

/** The groups of a user, page by page. */
export const userGroupsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...directoryKey, "user's groups", id],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 20, ...(pageParam !== "" && { cursor: pageParam }) };
      return answer(api.GET("/api/users/{id}/groups", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });

/** What happened to a user, the newest first. */
export const userChangesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...directoryKey, "user's changes", id],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 20, ...(pageParam !== "" && { cursor: pageParam }) };
      return answer(api.GET("/api/users/{id}/changes", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });

/** A page of the groups asked for; until it is there, the page before. */
export const groupsQuery = (asked: GroupsAsked) =>
  queryOptions({
    queryKey: [...directoryKey, "groups", asked],
    queryFn: ({ signal }) => answer(api.GET("/api/groups", { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
  });

/** How many groups there are of those asked for. */
export const groupsCountQuery = ({ sort: _, order: __, cursor: ___, limit: ____, ...filters }: GroupsAsked) =>
  queryOptions({
    queryKey: [...directoryKey, "groups' count", filters],
    queryFn: ({ signal }) => answer(api.GET("/api/groups/count", { params: { query: filters }, signal })),
  });

/** One group. */
export const groupQuery = (id: string) =>
  queryOptions({
    queryKey: [...directoryKey, "group", id],
    queryFn: ({ signal }) => answer(api.GET("/api/groups/{id}", { params: { path: { id } }, signal })),
  });

/** A page of the users that are members of a group; until it is there, the page before. */
export const groupMembersQuery = (id: string, asked: SearchAsked) =>
  queryOptions({
    queryKey: [...directoryKey, "group's members", id, asked],
    queryFn: ({ signal }) =>
      answer(api.GET("/api/groups/{id}/members", { params: { path: { id }, query: asked }, signal })),
    placeholderData: keepPreviousData,
  });

/** The groups that are members of a group, page by page. */
export const groupGroupsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...directoryKey, "group's groups", id],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 20, ...(pageParam !== "" && { cursor: pageParam }) };
      return answer(api.GET("/api/groups/{id}/groups", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });

/** What happened to a group, the newest first. */
export const groupChangesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...directoryKey, "group's changes", id],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 20, ...(pageParam !== "" && { cursor: pageParam }) };
      return answer(api.GET("/api/groups/{id}/changes", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });

/** A page of the deleted users, the latest first. */
export const deletedUsersQuery = (asked: SearchAsked) =>
  queryOptions({
    queryKey: [...directoryKey, "deleted users", asked],
    queryFn: ({ signal }) => answer(api.GET("/api/deleted-users", { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
  });

/** How many deleted users a search finds. */
export const deletedUsersCountQuery = ({ cursor: _, ...query }: SearchAsked) =>
  queryOptions({
    queryKey: [...directoryKey, "deleted users' count", query],
    queryFn: ({ signal }) => answer(api.GET("/api/deleted-users/count", { params: { query }, signal })),
  });
