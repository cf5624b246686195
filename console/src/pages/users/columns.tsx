import type { ListedUser } from "../../api/types.ts";
import { Avatar } from "../../people/avatar.tsx";
import { ManagedBy } from "../../people/managed-by.tsx";
import people from "../../people/people.module.css";
import { Status } from "../../people/status.tsx";
import type { Column } from "../../table/data-table.tsx";
import { RowLink } from "../../table/row-link.tsx";
import text from "../../theme/text.module.css";
import { Ago } from "../../time/ago.tsx";
import { count } from "../../time/words.ts";

const none = <span className={text.dim}>–</span>;

/** The columns of a list of users. */
export const columns: readonly Column<ListedUser>[] = [
  {
    id: "name",
    header: "Name",
    sort: "name",
    bone: 190,
    cell: (user) => (
      <span className={people.who}>
        <Avatar name={user.name} />
        <span className={people.names}>
          <RowLink to="/directory/users/$id" params={{ id: user.id }}>
            {user.name}
          </RowLink>
          {user.name !== user.userName && <span className={text.mono}>{user.userName}</span>}
        </span>
      </span>
    ),
  },
  { id: "status", header: "Status", bone: 64, cell: ({ status }) => <Status status={status} /> },
  {
    id: "source",
    header: "Source",
    wide: true,
    bone: 96,
    cell: ({ scimManaged }) => <ManagedBy scimManaged={scimManaged} bare />,
  },
  { id: "department", header: "Department", wide: true, bone: 120, cell: ({ department }) => department ?? none },
  {
    id: "groups",
    header: "Groups",
    end: true,
    wide: true,
    bone: 20,
    cell: ({ groups }) => <span className={groups === 0 ? text.dim : undefined}>{count(groups)}</span>,
  },
  {
    id: "changed",
    header: "Changed",
    end: true,
    wide: true,
    bone: 64,
    cell: ({ updatedAt }) => (
      <span className={text.dim}>
        <Ago at={updatedAt} />
      </span>
    ),
  },
];
