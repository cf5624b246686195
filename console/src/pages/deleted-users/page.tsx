import { IconUserX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { deletedUsersCountQuery, deletedUsersQuery, directoryKey } from "../../api/directory.ts";
import type { DeletedUser } from "../../api/types.ts";
import { FilterBar } from "../../filters/filter-bar.tsx";
import { SearchField } from "../../filters/search-field.tsx";
import { useLive } from "../../live/live.ts";
import { Avatar } from "../../people/avatar.tsx";
import people from "../../people/people.module.css";
import { PageHead } from "../../shell/page-head.tsx";
import { NothingHere } from "../../states/nothing-here.tsx";
import { given } from "../../table/address.ts";
import type { Column } from "../../table/data-table.tsx";
import { NothingMatches } from "../../table/nothing-matches.tsx";
import { isEmpty, PagedList } from "../../table/paged-list.tsx";
import text from "../../theme/text.module.css";
import { Ago } from "../../time/ago.tsx";
import { DeletedUserActions } from "./actions/deleted-user-actions.tsx";

const icon = <IconUserX size={24} stroke={1.6} aria-hidden />;

const columns: readonly Column<DeletedUser>[] = [
  {
    id: "name",
    header: "Name",
    bone: 190,
    cell: (user) => (
      <span className={people.who}>
        <Avatar name={user.name} />
        <span className={people.names}>
          <span className={people.gone}>{user.name}</span>
          {user.name !== user.userName && <span className={text.mono}>{user.userName}</span>}
        </span>
      </span>
    ),
  },
  { id: "by", header: "Deleted by", wide: true, bone: 90, cell: ({ deletedBy }) => deletedBy ?? "Not known any more" },
  {
    id: "deleted",
    header: "Deleted",
    end: true,
    wide: true,
    bone: 64,
    cell: ({ deletedAt }) => (
      <span className={text.dim}>
        <Ago at={deletedAt} />
      </span>
    ),
  },
  { id: "actions", header: "Actions", end: true, bone: 24, cell: (user) => <DeletedUserActions user={user} /> },
];

/** All Products > Directory > Deleted users. */
export function DeletedUsersPage(): ReactNode {
  const address = useSearch({ from: "/signed-in/directory/deleted-users" });
  const navigate = useNavigate({ from: "/directory/deleted-users" });
  const users = useQuery(deletedUsersQuery(address));
  const total = useQuery(deletedUsersCountQuery(address));
  useLive(directoryKey);

  const turn = (cursor: string | undefined) => void navigate({ search: given({ ...address, cursor }) });
  const search = (wanted: string) =>
    void navigate({ search: given({ search: wanted || undefined }), replace: address.search !== undefined });
  if (isEmpty(users) && !address.search && !address.cursor) {
    return (
      <>
        <PageHead title="Deleted users" />
        <NothingHere icon={icon} title="Nobody was deleted">
          Whoever is deleted here or by your identity provider loses access at once, and stands here afterwards.
        </NothingHere>
      </>
    );
  }
  return (
    <>
      <PageHead title="Deleted users">
        Their access has ended, and their userNames are free. The records stay here.
      </PageHead>
      <FilterBar search={<SearchField label="Name, userName or id" value={address.search ?? ""} onSearch={search} />} />
      <PagedList
        label="Deleted users"
        columns={columns}
        page={users}
        total={total.data}
        none={
          <NothingMatches
            icon={icon}
            what="deleted users"
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
