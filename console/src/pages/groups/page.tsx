import { IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { directoryKey, directoryQuery, groupsCountQuery, groupsQuery } from "../../api/directory.ts";
import { ChoiceFilter } from "../../filters/choice-filter.tsx";
import { FilterBar } from "../../filters/filter-bar.tsx";
import { SearchField } from "../../filters/search-field.tsx";
import { useLive } from "../../live/live.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { NothingHere } from "../../states/nothing-here.tsx";
import { given } from "../../table/address.ts";
import { ExportButton } from "../../table/export-button.tsx";
import { NothingMatches } from "../../table/nothing-matches.tsx";
import { isEmpty, PagedList } from "../../table/paged-list.tsx";
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
  const turn = (cursor: string | undefined) => void ask({ cursor });
  const { data } = groups;
  const isFiltered = Object.keys(filters).length > 0;
  if (isEmpty(groups) && !isFiltered && !cursor) {
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
            <ExportButton what="groups" wanted={{ ...filters, sort, order }} />
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
      <PagedList
        label="Groups"
        columns={columns}
        page={groups}
        total={total.data}
        sorting={{ by: { sort, order }, onSort: (by) => void ask({ ...by }) }}
        none={
          <NothingMatches
            icon={icon}
            what="groups"
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
