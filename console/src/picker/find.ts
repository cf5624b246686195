import { answer, api } from "../api/client.ts";

/** Whether an identity provider manages it, or it was made by hand. */
export type Source = "scim" | "by hand";

/** Somebody, or a group, that can be picked. */
export interface Picked {
  readonly id: string;
  readonly name: string;
  /** What tells those of one name apart. */
  readonly detail: string;
}

/** So many are offered; whoever is not among them is found by typing more. */
const USERS = 8;
const GROUPS = 4;

/** The first users whose name or address begins with `search`. */
export async function findUsers(search: string, source?: Source): Promise<Picked[]> {
  const query = { limit: USERS, ...(search !== "" && { search }), ...(source && { source }) };
  const { rows } = await answer(api.GET("/api/users", { params: { query } }));
  return rows.map(({ id, name, userName }) => ({ id, name, detail: userName }));
}

/** These, and behind them the first groups whose name begins so. */
export async function findUsersAndGroups(search: string): Promise<Picked[]> {
  const query = { limit: GROUPS, ...(search !== "" && { search }) };
  const groups = answer(api.GET("/api/groups", { params: { query } }));
  const [users, { rows }] = await Promise.all([findUsers(search), groups]);
  return [...users, ...rows.map(({ id, name }) => ({ id, name, detail: "Group" }))];
}
