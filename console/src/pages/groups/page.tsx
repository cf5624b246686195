import { Button } from "@mantine/core";
import { IconDownload, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { directoryKey, directoryQuery, groupsCountQuery, groupsQuery } from "../../api/directory.ts";
import { exportOf } from "../../api/export.ts";
import { ChoiceFilter } from "../../filters/choice-filter.tsx";
import { FilterBar } from "../../filters/filter-bar.tsx";
import { SearchField } from "../../filters/search-field.tsx";
import { useLive } from "../../live/live.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { NothingHere } from "../../states/nothing-here.tsx";
import { given } from "../../table/address.ts";
import { DataTable } from "../../table/data-table.tsx";
import { ListFailure } from "../../table/list-failure.tsx";
import { NothingMatches } from "../../table/nothing-matches.tsx";
import { Pager } from "../../table/pager.tsx";
import { several } from "../../time/words.ts";
import { AddGroup } from "../group/edit/add-group.tsx";
import { sources } from "../users/filters.tsx";
import type { GroupsAddress } from "./address.ts";
import { columns } from "./columns.tsx";

const icon = <IconUsersGroup size={24} stroke={1.6} aria-hidden />;

/** All Products > Directory > Groups. */
export function GroupsPage(): ReactNode {
  const address = useSearch({ from: "/signed-in/directory/groups" });
  const navigate = useNavigate({ from: "/directory/groups" });
  const { cursor, sort = "name", order = "ascending", ...filters } = address;
  const groups = useQuery(groupsQuery(address));
  const total = useQuery(groupsCountQuery(address));
  const { data: directory } = useQuery(directoryQuery);
  useLive(directoryKey);

  const ask = (change: Partial<Record<keyof GroupsAddress, string | undefined>>, replace = false) =>
    navigate({ search: given({ ...address, cursor: undefined, ...change }) as GroupsAddress, replace });
  const turn = (to: string) => () => void ask({ cursor: to });
  const { data } = groups;
  const isFiltered = Object.keys(filters).length > 0;
  const isEmpty = data?.rows.length === 0 && !groups.isPlaceholderData;
  if (isEmpty && !isFiltered && !cursor) {
    return (
      <>
        <PageHead title="Groups" />
        <NothingHere icon={icon} title="No groups yet" actions={<AddGroup />}>
          {directory?.provider ?? "Your identity provider"} adds groups here as soon as you assign them to Muster there.
        </NothingHere>
      </>
    );
  }
  return (
    <>
      <PageHead
        title="Groups"
        actions={
          <>
            <Button
              component="a"
              href={exportOf("groups", { ...filters, sort, order })}
              download
              leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
            >
              Export CSV
            </Button>
            {/* Not before it is known which page this is: the empty one has its own. */}
            {data && <AddGroup />}
          </>
        }
      >
        {directory &&
          `${several(directory.groups, "group", "groups")}. A group’s members are people, and other groups.`}
      </PageHead>
      <FilterBar
        search={
          <SearchField
            label="Name or id"
            value={address.search ?? ""}
            onSearch={(text) => void ask({ search: text || undefined }, address.search !== undefined)}
          />
        }
      >
        <ChoiceFilter
          name="Source"
          value={address.source}
          choices={sources}
          onChoose={(source) => void ask({ source })}
        />
      </FilterBar>
      {groups.isError ? (
        <ListFailure
          error={groups.error}
          onRetry={() => void groups.refetch()}
          busy={groups.isFetching}
          onBegin={cursor ? () => void ask({}) : undefined}
        />
      ) : isEmpty ? (
        <NothingMatches
          icon={icon}
          what="groups"
          search={address.search}
          onClear={() => void navigate({ search: {} })}
        />
      ) : (
        <>
          <DataTable
            label="Groups"
            columns={columns}
            rows={data?.rows}
            rowId={({ id }) => id}
            stale={groups.isPlaceholderData}
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
