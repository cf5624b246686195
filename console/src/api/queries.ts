import { QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import { readDomainPeople, readMe, readProvisioning } from "./calls.ts";
import { showOrganization } from "./client.ts";
import { isRefused, Refused } from "./refused.ts";

/** Who is signed in. Where that is in another organization by now, all else is read anew. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ client }) => {
    const me = await readMe();
    if (showOrganization(me.organization.id))
      void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
    return me;
  },
  staleTime: 60_000,
});

/** What the SCIM Users Provisioning page tells. */
export const provisioningQuery = queryOptions({ queryKey: ["scim"], queryFn: readProvisioning });

/** How many people carry each domain, loaded apart: it takes longer. */
export const domainPeopleQuery = queryOptions({ queryKey: ["scim domains' people"], queryFn: readDomainPeople });

/** The console's memory of what the server said; `onSignedOut` is called when a reading finds nobody signed in. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (isRefused(error, "another organization")) void client.invalidateQueries({ queryKey: meQuery.queryKey });
        if (isSignedOut(error) && query.queryKey[0] !== meQuery.queryKey[0]) onSignedOut();
      },
    }),
    defaultOptions: {
      // What the server refuses it refuses again; what got lost is worth one more try.
      queries: { retry: (failures, error) => failures < 1 && !(error instanceof Refused) },
    },
  });
  return client;
}

/** Whether an error says that nobody is signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.status === 401;
}
