/** By what a list is sorted, as its address says it. */
export interface Sorting {
  readonly sort: string;
  readonly order: "ascending" | "descending";
}
