import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Total } from "../api/types.ts";
import { type Column, DataTable } from "./data-table.tsx";
import { ListFailure } from "./list-failure.tsx";
import { Pager } from "./pager.tsx";
import type { Sorting } from "./sorting.ts";

/** A page of a list as the admin API answers it. */
interface Page<Row> {
  readonly rows: readonly Row[];
  readonly first: number;
  readonly next: string | null;
  readonly previous: string | null;
}

interface PagedListProps<Row extends { readonly id: string }> {
  /** What it lists, for who can't see it. */
  label: string;
  columns: readonly Column<Row>[];
  page: UseQueryResult<Page<Row>>;
  total: Total | undefined;
  sorting?: { by: Sorting; onSort: (by: Sorting) => void };
  /** What stands there where none match. */
  none: ReactNode;
  /** The cursor of the page that is shown; without one it is the first. */
  cursor: string | undefined;
  /** Goes to the page of a cursor; undefined: to the first. */
  onTurn: (cursor: string | undefined) => void;
}

/** A page of a list, with the ways to the others; or why it did not load, or that there is nothing in it. */
export function PagedList<Row extends { readonly id: string }>(props: PagedListProps<Row>): ReactNode {
  const { label, columns, page, total, sorting, none, cursor, onTurn } = props;
  const { data } = page;
  if (page.isError) {
    return (
      <ListFailure
        error={page.error}
        onRetry={() => void page.refetch()}
        busy={page.isFetching}
        onBegin={cursor === undefined ? undefined : () => onTurn(undefined)}
      />
    );
  }
  if (isEmpty(page)) return none;
  const turn = (to: string | null | undefined) => (to ? () => onTurn(to) : undefined);
  return (
    <>
      <DataTable
        label={label}
        columns={columns}
        rows={data?.rows}
        rowId={({ id }) => id}
        stale={page.isPlaceholderData}
        sorting={sorting}
      />
      <Pager
        first={data?.first}
        rows={data?.rows.length ?? 0}
        total={total}
        onPrevious={turn(data?.previous)}
        onNext={turn(data?.next)}
      />
    </>
  );
}

/** Whether a page that was asked for is there, and nothing in it. */
export function isEmpty({ data, isPlaceholderData }: UseQueryResult<Page<unknown>>): boolean {
  return data?.rows.length === 0 && !isPlaceholderData;
}
