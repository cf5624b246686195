import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Me } from "../../api/types.ts";
import { Hint } from "../../dialog/hint.tsx";

/** Warns while one person's leaving would lock everybody out of what only Organization Admins do. */
export function OneAdmin({ me, onAdd }: { me: Me; onAdd: (() => void) | undefined }): ReactNode {
  const [only, ...others] = me.organizationAdmins;
  if (only === undefined || others.length > 0) return null;
  return (
    <Hint
      kind="warn"
      action={
        onAdd && (
          <Button size="xs" onClick={onAdd}>
            Add a second
          </Button>
        )
      }
    >
      <p>
        {me.role === "organization_admin" ? "You are" : `${only} is`} the only Organization Admin who can sign in.
        Should your identity provider suspend {me.role === "organization_admin" ? "you" : "them"}, only whoever runs
        this server gets in again.
      </p>
    </Hint>
  );
}
