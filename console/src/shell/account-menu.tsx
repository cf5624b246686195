import { type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { chooseOrganization, signOut } from "../api/calls.ts";
import { isSignedOut } from "../api/queries.ts";
import { sentence } from "../api/refused.ts";
import type { Me } from "../api/types.ts";
import { initials } from "../people/initials.ts";
import text from "../theme/text.module.css";
import { toast } from "../toasts/toast.ts";
import styles from "./header.module.css";
import { mayLeave } from "./leaving.ts";
import { roleNames } from "./roles.ts";

const schemes: readonly { scheme: MantineColorScheme; name: string; icon: typeof IconSun }[] = [
  { scheme: "auto", name: "As the system", icon: IconDeviceDesktop },
  { scheme: "light", name: "Light", icon: IconSun },
  { scheme: "dark", name: "Dark", icon: IconMoon },
];

/** Who one is, in which organization and how it looks; and out. */
export function AccountMenu({ me }: { me: Me }): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width="15.5rem">
      <Menu.Target>
        <UnstyledButton className={styles.avatar ?? ""}>
          <span aria-hidden>{initials(me.name)}</span>
          <span className={text.hidden}>{me.name}, my account</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who} role="presentation">
          <b>{me.name}</b>
          <div className={`${text.small} ${text.dim}`}>{me.email}</div>
          <div className={`${text.small} ${text.dim}`}>
            {roleNames[me.role ?? "none"]}, {me.organization.name}
          </div>
        </div>
        {me.organizations.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>Organization</Menu.Label>
            <Menu.RadioGroup value={me.organization.id} onChange={(id) => enter(id, me.organization.id)}>
              {me.organizations.map((organization) => (
                <Menu.RadioItem key={organization.id} value={organization.id}>
                  {organization.name}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </>
        )}
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={16} stroke={1.75} aria-hidden />}>
          My account
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
          {schemes.map(({ scheme, name, icon: Icon }) => (
            <Menu.RadioItem
              key={scheme}
              value={scheme}
              closeMenuOnClick={false}
              rightSection={<Icon size={16} stroke={1.75} aria-hidden />}
            >
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Both ways out load the page anew: nothing of this session stays in the browser's memory. */
async function leave(): Promise<void> {
  if (!(await mayLeave())) return;
  try {
    await signOut();
  } catch (error) {
    // A session that ended by itself is as good.
    if (!isSignedOut(error)) {
      void toast(sentence(error), "failed");
      return;
    }
  }
  location.assign("/sign-in");
}

async function enter(organizationId: string, current: string): Promise<void> {
  if (organizationId === current || !(await mayLeave())) return;
  try {
    await chooseOrganization(organizationId);
    location.assign("/");
  } catch (error) {
    void toast(sentence(error), "failed");
  }
}
