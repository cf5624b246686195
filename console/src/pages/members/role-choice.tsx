import "@mantine/core/styles/Radio.layer.css";
import { Radio } from "@mantine/core";
import type { ReactNode } from "react";
import type { GrantedRole } from "../../api/members.ts";
import { roleNames } from "../../shell/roles.ts";
import styles from "./members.module.css";

const roles: readonly (readonly [GrantedRole, string])[] = [
  ["viewer", "Sees everything, changes nothing."],
  ["admin", "Manages people and groups; nothing about the token, domains or roles."],
  ["organization_admin", "Everything, the SCIM token and roles too."],
];

interface RoleChoiceProps {
  role: GrantedRole;
  onChange: (role: GrantedRole) => void;
}

/** The three roles, each with what it lets one do. */
export function RoleChoice({ role, onChange }: RoleChoiceProps): ReactNode {
  return (
    <Radio.Group label="Role" value={role} onChange={(value) => onChange(value as GrantedRole)}>
      <div className={styles.roles}>
        {roles.map(([value, about]) => (
          <Radio
            key={value}
            value={value}
            label={roleNames[value]}
            description={about}
            iconColor="var(--muster-on-solid)"
            classNames={{ radio: styles.radio ?? "", description: styles.about ?? "" }}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
