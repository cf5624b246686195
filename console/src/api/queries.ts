import { QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import { readDomainPeople, readMe, readProvisioning } from "./calls.ts";
import { Refused } from "./refused.ts";

/** Who is signed in. */
export const meQuery = queryOptions({ queryKey: ["me"], queryFn: readMe, staleTime: 60_000 });

/** What the SCIM Users Provisioning page tells. */
export const provisioningQuery = queryOptions({ queryKey: ["scim"], queryFn: readProvisioning });

/** How many people carry each domain, loaded apart: it takes longer. */
export const domainPeopleQuery = queryOptions({ queryKey: ["scim domains' people"], queryFn: readDomainPeople });

/** The console's memory of what the server said; `onSignedOut` is called when a reading finds nobody signed in. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (isSignedOut(error) && query.queryKey[0] !== meQuery.queryKey[0]) onSignedOut();
      },
    }),
    defaultOptions: {
      // What the server refuses it refuses again; what got lost is worth one more try.
      queries: { retry: (failures, error) => failures < 1 && !(error instanceof Refused) },
    },
  });
}

/** Whether an error says that nobody is signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.status === 401;
}
