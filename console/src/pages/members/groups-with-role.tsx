import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconPlus, IconUserCog, IconUserMinus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type MappedGroup, mappedGroupsQuery } from "../../api/members.ts";
import { lazyDialog } from "../../dialog/lazy-dialog.tsx";
import { roleNames } from "../../shell/roles.ts";
import { Bone } from "../../states/bone.tsx";
import { Failure } from "../../states/failure.tsx";
import text from "../../theme/text.module.css";
import { count } from "../../time/words.ts";
import { offProps } from "../scim-users-provisioning/permission.ts";
import styles from "./members.module.css";

const GroupDialog = lazyDialog(async () => (await import("./group-dialog.tsx")).GroupDialog);
const UnmapDialog = lazyDialog(async () => (await import("./unmap-dialog.tsx")).UnmapDialog);

type Asking = { what: "add" } | { what: "change" | "unmap"; group: MappedGroup };

/** The groups that give their people a role. */
export function GroupsWithRole({ mayChange }: { mayChange: boolean }): ReactNode {
  const groups = useQuery(mappedGroupsQuery);
  const [asking, setAsking] = useState<Asking | null>(null);
  const group = asking && "group" in asking ? asking.group : null;
  const close = () => setAsking(null);
  return (
    <section className={styles.groups} aria-labelledby="groups-with-role">
      <div className={styles.head}>
        <h2 id="groups-with-role">Groups that give a role</h2>
        <Button
          size="xs"
          leftSection={<IconPlus size={15} stroke={1.75} aria-hidden />}
          {...offProps(mayChange, () => setAsking({ what: "add" }))}
        >
          Add a group
        </Button>
      </div>
      <p className={`${text.small} ${text.dim}`}>
        Whoever is directly in such a group has the role as long as they are. Groups within it give none.
      </p>
      {groups.isError && <Failure onRetry={() => groups.refetch()} busy={groups.isFetching} />}
      {groups.isPending && <Bone width={220} />}
      {groups.data?.length === 0 && <p className={text.second}>No group gives a role yet.</p>}
      {groups.data && groups.data.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Role</th>
              <th scope="col" className={text.number}>
                People
              </th>
              {mayChange && (
                <th scope="col">
                  <span className={text.hidden}>Actions</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {groups.data.map((each) => (
              <tr key={each.id}>
                <th scope="row" className={styles.name}>
                  {each.name}
                </th>
                <td>{roleNames[each.role]}</td>
                <td className={text.number}>{count(each.people)}</td>
                {mayChange && (
                  <td className={text.number}>
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <ActionIcon aria-label={`Actions for the group ${each.name}`}>
                          <IconDots size={16} stroke={1.75} aria-hidden />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item
                          leftSection={<IconUserCog size={16} stroke={1.75} aria-hidden />}
                          onClick={() => setAsking({ what: "change", group: each })}
                        >
                          Change role…
                        </Menu.Item>
                        <Menu.Item
                          leftSection={<IconUserMinus size={16} stroke={1.75} aria-hidden />}
                          onClick={() => setAsking({ what: "unmap", group: each })}
                        >
                          Give no role…
                        </Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <GroupDialog opened={asking?.what === "add" || asking?.what === "change"} group={group} onClose={close} />
      <UnmapDialog opened={asking?.what === "unmap"} group={group} onClose={close} />
    </section>
  );
}
