import { IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { directoryKey, directoryQuery, usersCountQuery, usersQuery } from "../../api/directory.ts";
import { FilterBar } from "../../filters/filter-bar.tsx";
import { SearchField } from "../../filters/search-field.tsx";
import { useLive } from "../../live/live.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { given } from "../../table/address.ts";
import { ExportButton } from "../../table/export-button.tsx";
import { NothingMatches } from "../../table/nothing-matches.tsx";
import { isEmpty, PagedList } from "../../table/paged-list.tsx";
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
  const turn = (cursor: string | undefined) => void ask({ cursor });
  const { data } = users;
  const isFiltered = Object.keys(filters).length > 0;

  if (isEmpty(users) && !isFiltered && !cursor) return <NoUsers provider={directory?.provider ?? null} />;
  return (
    <>
      <PageHead
        title="Users"
        actions={
          <>
            <ExportButton what="users" wanted={{ ...filters, sort, order }} />
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
      <PagedList
        label="Users"
        columns={columns}
        page={users}
        total={total.data}
        sorting={{ by: { sort, order }, onSort: (by) => void ask({ ...by }) }}
        none={
          <NothingMatches
            icon={<IconUsers size={24} stroke={1.6} aria-hidden />}
            what="users"
            search={address.search}
            onClear={() => void navigate({ search: {} })}
          />
        }
        cursor={address.cursor}
        onTurn={turn}
      />
    </>
  );
}
