import { given, textIn } from "../../table/address.ts";

/** What the address of a list says that is searched only. */
export interface SearchAddress {
  search?: string;
  cursor?: string;
}

/** Reads it. */
export function searchAddress(search: Record<string, unknown>): SearchAddress {
  return given({ search: textIn(search, "search"), cursor: textIn(search, "cursor") });
}
