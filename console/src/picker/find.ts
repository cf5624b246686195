import { answer, api } from "../api/client.ts";

/** Whether an identity provider manages it, or it was made by hand. */
export type Source = "scim" | "by hand";
export type Kind = "user" | "group";

/** Somebody, or a group, that can be picked. */
export interface Picked {
  readonly id: string;
  readonly name: string;
  /** What tells those of one name apart. */
  readonly detail: string;
}

/** So many are offered; whoever is not among them is found by typing more. */
const FEW = 8;

/** The first whose name or address begins with `search`. */
export async function findUsersOrGroups(kind: Kind, search: string, source: Source | undefined): Promise<Picked[]> {
  const query = { limit: FEW, ...(search !== "" && { search }), ...(source && { source }) };
  if (kind === "group") {
    const { rows } = await answer(api.GET("/api/groups", { params: { query } }));
    return rows.map(({ id, name }) => ({ id, name, detail: "Group" }));
  }
  const { rows } = await answer(api.GET("/api/users", { params: { query } }));
  return rows.map(({ id, name, userName }) => ({ id, name, detail: userName }));
}
