import { useQueryClient } from "@tanstack/react-query";
import { domainPeopleQuery, provisioningQuery } from "../../api/queries.ts";
import { type Changing, useChanging as useChangingOf } from "../../changing/changing.ts";

/** One control's changes of this page, which is read anew after each. */
export function useChanging(): Changing {
  return useChangingOf(useReread());
}

/** Reads anew what the page tells; resolves when it is there, also when it did not load. */
export function useReread(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    void queryClient.invalidateQueries({ queryKey: domainPeopleQuery.queryKey });
    await queryClient.invalidateQueries({ queryKey: provisioningQuery.queryKey });
  };
}
