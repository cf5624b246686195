import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/client.ts";
import type { components } from "../api/schema.ts";

const PEOPLE = 5;
const GROUPS = 4;

type Listed = components["schemas"];

/** People and groups. */
export interface Found {
  people: readonly Listed["ListedUser"][];
  groups: readonly Listed["ListedGroup"][];
}

/** Those of `found` that have the words in what they are called. */
export function fitting({ people, groups }: Found, words: string): Found {
  const fits = (...names: string[]) => names.some((name) => name.toLowerCase().includes(words.toLowerCase()));
  return {
    people: people.filter(({ name, userName }) => fits(name, userName)),
    groups: groups.filter(({ name }) => fits(name)),
  };
}

/** The first people and groups that the words mean. */
export const foundQuery = (search: string) =>
  queryOptions({
    queryKey: ["palette", search],
    queryFn: async (): Promise<Found> => {
      const [people, groups] = await Promise.all([
        answer(api.GET("/api/users", { params: { query: { search, limit: PEOPLE } } })),
        answer(api.GET("/api/groups", { params: { query: { search, limit: GROUPS } } })),
      ]);
      return { people: people.rows, groups: groups.rows };
    },
    enabled: search !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

/** The words in `text` that was searched for, apart from the rest: where one begins so. */
export function marked(text: string, search: string): { words: string; isFound: boolean; at: number }[] {
  const at = search === "" ? -1 : beginningOf(text.toLowerCase(), search.toLowerCase());
  if (at < 0) return [{ words: text, isFound: false, at: 0 }];
  const end = at + search.length;
  return [
    { words: text.slice(0, at), isFound: false, at: 0 },
    { words: text.slice(at, end), isFound: true, at },
    { words: text.slice(end), isFound: false, at: end },
  ].filter(({ words }) => words !== "");
}

function beginningOf(text: string, search: string): number {
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) {
    if (at === 0 || /[\s.@_-]/.test(text[at - 1] ?? "")) return at;
  }
  return -1;
}
