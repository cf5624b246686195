import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconFingerprint, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Passkey } from "../../../api/account.ts";
import { lazyDialog } from "../../../dialog/lazy-dialog.tsx";
import { hasPasskeys } from "../../../passkeys/passkeys.ts";
import text from "../../../theme/text.module.css";
import { Ago } from "../../../time/ago.tsx";
import styles from "../account.module.css";

const NameDialog = lazyDialog(async () => (await import("./name-dialog.tsx")).NameDialog);
const RemoveDialog = lazyDialog(async () => (await import("./remove-dialog.tsx")).RemoveDialog);

type Asking = { what: "add" } | { what: "rename" | "remove"; passkey: Passkey };

/** The passkeys that one signs in with. */
export function Passkeys({ passkeys }: { passkeys: readonly Passkey[] }): ReactNode {
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const passkey = asking && "passkey" in asking ? asking.passkey : null;
  return (
    <section className={styles.section} aria-labelledby="passkeys">
      <div className={styles.beside}>
        <div>
          <h2 id="passkeys">Passkeys</h2>
          <p className={`${text.small} ${text.dim}`}>
            {hasPasskeys()
              ? "Sign in with a fingerprint, a face or a security key, without password and code."
              : `Passkeys need https, or localhost: at ${location.host} this browser offers none.`}
          </p>
        </div>
        {hasPasskeys() && (
          <Button
            size="xs"
            onClick={() => setAsking({ what: "add" })}
            leftSection={<IconPlus size={15} stroke={1.75} aria-hidden />}
          >
            Add a passkey
          </Button>
        )}
      </div>
      {passkeys.length > 0 && (
        <ul className={styles.list}>
          {passkeys.map((each) => (
            <li key={each.id} className={styles.row}>
              <IconFingerprint size={18} stroke={1.75} aria-hidden />
              <div className={styles.what}>
                {each.name}
                <div className={`${text.small} ${text.dim}`}>
                  Added <Ago at={each.addedAt} />
                  {each.isSynced && ", synced between your devices"}
                </div>
              </div>
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon aria-label={`Actions for ${each.name}`}>
                    <IconDots size={16} stroke={1.75} aria-hidden />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
                    onClick={() => setAsking({ what: "rename", passkey: each })}
                  >
                    Rename…
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
                    onClick={() => setAsking({ what: "remove", passkey: each })}
                  >
                    Remove…
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </li>
          ))}
        </ul>
      )}
      <NameDialog opened={asking?.what === "add" || asking?.what === "rename"} passkey={passkey} onClose={close} />
      <RemoveDialog opened={asking?.what === "remove"} passkey={passkey} onClose={close} />
    </section>
  );
}
