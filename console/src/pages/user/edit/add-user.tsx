import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { meQuery } from "../../../api/queries.ts";
import { ActButton } from "../../../asking/act-button.tsx";
import { whyNot } from "../../../asking/may.ts";
import { UserForm } from "../actions/dialogs.ts";

/** The button at the head of Users that makes one by hand. */
export function AddUser(): ReactNode {
  const { data: me } = useQuery(meQuery);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <ActButton
        variant="filled"
        leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
        off={me ? whyNot(me.role) : undefined}
        onAct={() => setOpened(true)}
      >
        Add user
      </ActButton>
      <UserForm opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
