import type { ListedGroup } from "../../api/types.ts";
import { ManagedBy } from "../../people/managed-by.tsx";
import people from "../../people/people.module.css";
import { roleNames } from "../../shell/roles.ts";
import type { Column } from "../../table/data-table.tsx";
import { RowLink } from "../../table/row-link.tsx";
import text from "../../theme/text.module.css";
import { Ago } from "../../time/ago.tsx";
import { count } from "../../time/words.ts";

/** The columns of the list of groups. */
export const columns: readonly Column<ListedGroup>[] = [
  {
    id: "name",
    header: "Name",
    sort: "name",
    bone: 170,
    cell: (group) => (
      <span className={people.who}>
        <span className={people.names}>
          <RowLink to="/directory/groups/$id" params={{ id: group.id }}>
            {group.name}
          </RowLink>
        </span>
        {group.role && <span className={people.pill}>gives role {roleNames[group.role]}</span>}
      </span>
    ),
  },
  {
    id: "members",
    header: "Members",
    end: true,
    bone: 32,
    cell: ({ members }) => (
      <span className={members.count === 0 ? text.dim : undefined}>
        {count(members.count)}
        {!members.exact && "+"}
      </span>
    ),
  },
  {
    id: "source",
    header: "Source",
    wide: true,
    bone: 96,
    cell: ({ scimManaged }) => <ManagedBy scimManaged={scimManaged} bare />,
  },
  {
    id: "created",
    header: "Created",
    sort: "created",
    end: true,
    wide: true,
    bone: 64,
    cell: ({ createdAt }) => (
      <span className={text.dim}>
        <Ago at={createdAt} />
      </span>
    ),
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
