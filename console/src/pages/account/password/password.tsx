import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { lazyDialog } from "../../../dialog/lazy-dialog.tsx";
import text from "../../../theme/text.module.css";
import styles from "../account.module.css";

const ChangePasswordDialog = lazyDialog(
  async () => (await import("./change-password-dialog.tsx")).ChangePasswordDialog,
);

/** The password, which only its owner changes. */
export function Password({ hasPassword }: { hasPassword: boolean }): ReactNode {
  const [changing, setChanging] = useState(false);
  return (
    <section className={styles.section} aria-labelledby="password">
      <div className={styles.beside}>
        <div>
          <h2 id="password">Password</h2>
          <p className={`${text.small} ${text.dim}`}>
            {hasPassword
              ? "Changing it signs you out everywhere else."
              : "You have none: you sign in with your passkeys."}
          </p>
        </div>
        {hasPassword && (
          <Button size="xs" onClick={() => setChanging(true)}>
            Change password
          </Button>
        )}
      </div>
      <ChangePasswordDialog opened={changing} onClose={() => setChanging(false)} />
    </section>
  );
}
