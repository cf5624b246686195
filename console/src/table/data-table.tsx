import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { type ColumnDef, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import { Bone, useSlow } from "../states/bone.tsx";
import type { Sorting } from "./sorting.ts";
import styles from "./table.module.css";
import { walkRows } from "./walk-rows.ts";

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the list is called when it is sorted by this column; without it there is no such order. */
  readonly sort?: string;
  /** Figures and times stand at the right. */
  readonly end?: boolean;
  /** Left out on a phone, where name and status stay. */
  readonly wide?: boolean;
  /** The width of the grey bar that stands for it while it loads, in pixels. */
  readonly bone: number;
}

interface DataTableProps<Row> {
  /** What it lists, for who can't see it. */
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined while the first page loads. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** Whether the rows are those of before, until new ones have come. */
  stale?: boolean | undefined;
  sorting?: { by: Sorting; onSort: (by: Sorting) => void } | undefined;
}

const features = tableFeatures({ rowSortingFeature });
const NO_ROWS: never[] = [];

/**
 * A table whose rows the server has sorted and cut into pages. The first cell's link is the whole row's; arrow keys go
 * from row to row, Enter opens.
 */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, columns, rows, rowId, stale = false, sorting } = props;
  const defined = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row & object> => ({
          id: column.sort ?? column.id,
          accessorFn: (row) => row,
          header: column.header,
          cell: ({ row }) => column.cell(row.original),
          enableSorting: column.sort !== undefined,
          sortDescFirst: false,
          meta: column as never,
        }),
      ),
    [columns],
  );
  const table = useTable({
    features,
    columns: defined,
    data: (rows ?? NO_ROWS) as readonly (Row & object)[] as (Row & object)[],
    getRowId: rowId,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: { sorting: sorting ? [{ id: sorting.by.sort, desc: sorting.by.order === "descending" }] : [] },
    onSortingChange: (update) => {
      const before = sorting ? [{ id: sorting.by.sort, desc: sorting.by.order === "descending" }] : [];
      const [by] = typeof update === "function" ? update(before) : update;
      if (by) sorting?.onSort({ sort: by.id, order: by.desc ? "descending" : "ascending" });
    },
  });
  const [headers] = table.getHeaderGroups();
  return (
    <table className={styles.table} aria-label={label} aria-busy={stale || rows === undefined || undefined}>
      <thead>
        <tr>
          {headers?.headers.map((header, index) => (
            <th key={header.id} className={classOf(columns[index])} aria-sort={ariaSort(header.column.getIsSorted())}>
              {header.column.getCanSort() && sorting ? (
                <button
                  type="button"
                  className={styles.sort}
                  data-sorted={header.column.getIsSorted() || undefined}
                  onClick={() => header.column.toggleSorting()}
                >
                  {columns[index]?.header}
                  <Arrow sorted={header.column.getIsSorted()} />
                </button>
              ) : (
                columns[index]?.header
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={walkRows} data-stale={stale || undefined}>
        {rows === undefined ? (
          <Bones columns={columns} />
        ) : (
          table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell, index) => (
                <td key={cell.id} className={classOf(columns[index])}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))
        )}
      </tbody>
    </table>
  );
}

function Arrow({ sorted }: { sorted: false | "asc" | "desc" }): ReactNode {
  const Icon = sorted === "asc" ? IconArrowUp : sorted === "desc" ? IconArrowDown : IconArrowsSort;
  return <Icon size={14} stroke={1.75} aria-hidden />;
}

function ariaSort(sorted: false | "asc" | "desc"): "ascending" | "descending" | undefined {
  if (!sorted) return undefined;
  return sorted === "asc" ? "ascending" : "descending";
}

function classOf<Row>(column: Column<Row> | undefined): string {
  return [column?.end && styles.end, column?.wide && styles.wide].filter(Boolean).join(" ");
}

const BONES = [0, 1, 2, 3, 4, 5, 6, 7];

/** Rows as they will stand, in grey bars. */
function Bones<Row>({ columns }: { columns: readonly Column<Row>[] }): ReactNode {
  const slow = useSlow();
  return BONES.map((row) => (
    <tr key={row}>
      {columns.map((column) => (
        <td key={column.id} className={classOf(column)}>
          {slow && <Bone width={column.bone} />}
        </td>
      ))}
    </tr>
  ));
}
