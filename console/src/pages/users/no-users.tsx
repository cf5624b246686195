import { Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PageHead } from "../../shell/page-head.tsx";
import { NothingHere } from "../../states/nothing-here.tsx";
import { AddUser } from "../user/edit/add-user.tsx";

/** Users while there are none. */
export function NoUsers({ provider }: { provider: string | null }): ReactNode {
  return (
    <>
      <PageHead title="Users" />
      <NothingHere
        icon={<IconUsers size={24} stroke={1.6} aria-hidden />}
        title="No users yet"
        actions={
          <>
            <Button component={Link} to="/admin/login-access/scim-users-provisioning">
              SCIM Users Provisioning
            </Button>
            <AddUser />
          </>
        }
      >
        {provider ?? "Your identity provider"} adds people here as soon as it provisions them.
      </NothingHere>
    </>
  );
}
