import { Button } from "@mantine/core";
import { IconDownload, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { directoryKey, directoryQuery, usersCountQuery, usersQuery } from "../../api/directory.ts";
import { exportOf } from "../../api/export.ts";
import { FilterBar } from "../../filters/filter-bar.tsx";
import { SearchField } from "../../filters/search-field.tsx";
import { useLive } from "../../live/live.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { given } from "../../table/address.ts";
import { DataTable } from "../../table/data-table.tsx";
import { ListFailure } from "../../table/list-failure.tsx";
import { NothingMatches } from "../../table/nothing-matches.tsx";
import { Pager } from "../../table/pager.tsx";
import { AddUser } from "../user/edit/add-user.tsx";
import type { UsersAddress } from "./address.ts";
import { columns } from "./columns.tsx";
import { UserFilters } from "./filters.tsx";
import { NoUsers } from "./no-users.tsx";
import { UsersSummary } from "./summary.tsx";

/** All Products > Directory > Users. */
export function UsersPage(): ReactNode {
  const address = useSearch({ from: "/signed-in/directory/users" });
  const navigate = useNavigate({ from: "/directory/users" });
  const { cursor, sort = "name", order = "ascending", ...filters } = address;
  const users = useQuery(usersQuery(address));
  const total = useQuery(usersCountQuery(address));
  const { data: directory } = useQuery(directoryQuery);
  useLive(directoryKey);

  // Whatever is asked for anew begins with its first page; what one searches by is one step back, however long one types.
  const ask = (change: Partial<Record<keyof UsersAddress, string | undefined>>, replace = false) =>
    navigate({ search: given({ ...address, cursor: undefined, ...change }) as UsersAddress, replace });
  const turn = (to: string) => () => void ask({ cursor: to });
  const { data } = users;
  const isFiltered = Object.keys(filters).length > 0;
  const isEmpty = data?.rows.length === 0 && !users.isPlaceholderData;

  if (isEmpty && !isFiltered && !cursor) return <NoUsers provider={directory?.provider ?? null} />;
  return (
    <>
      <PageHead
        title="Users"
        actions={
          <>
            <Button
              component="a"
              href={exportOf("users", { ...filters, sort, order })}
              download
              leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
            >
              Export CSV
            </Button>
            {/* Not before it is known which page this is: the empty one has its own. */}
            {data && <AddUser />}
          </>
        }
      >
        <UsersSummary directory={directory} />
      </PageHead>
      <FilterBar
        search={
          <SearchField
            label="Name, userName, email or id"
            value={address.search ?? ""}
            onSearch={(text) => void ask({ search: text || undefined }, address.search !== undefined)}
          />
        }
      >
        <UserFilters address={address} domains={directory?.domains ?? []} onChange={ask} />
      </FilterBar>
      {users.isError ? (
        <ListFailure
          error={users.error}
          onRetry={() => void users.refetch()}
          busy={users.isFetching}
          onBegin={cursor ? () => void ask({}) : undefined}
        />
      ) : isEmpty ? (
        <NothingMatches
          icon={<IconUsers size={24} stroke={1.6} aria-hidden />}
          what="users"
          search={address.search}
          onClear={() => void navigate({ search: {} })}
        />
      ) : (
        <>
          <DataTable
            label="Users"
            columns={columns}
            rows={data?.rows}
            rowId={({ id }) => id}
            stale={users.isPlaceholderData}
            sorting={{ by: { sort, order }, onSort: (by) => void ask({ ...by }) }}
          />
          <Pager
            first={data?.first}
            rows={data?.rows.length ?? 0}
            total={total.data}
            onPrevious={data?.previous ? turn(data.previous) : undefined}
            onNext={data?.next ? turn(data.next) : undefined}
          />
        </>
      )}
    </>
  );
}
