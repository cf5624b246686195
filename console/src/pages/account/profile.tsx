import type { ReactNode } from "react";
import type { Me } from "../../api/types.ts";
import { roleNames } from "../../shell/roles.ts";
import text from "../../theme/text.module.css";
import styles from "./account.module.css";

/** Who one is here. */
export function Profile({ me }: { me: Me }): ReactNode {
  return (
    <section className={styles.section} aria-labelledby="profile">
      <h2 id="profile">You</h2>
      <dl className={styles.facts}>
        <dt>Name</dt>
        <dd>{me.name}</dd>
        <dt>Sign-in email</dt>
        <dd className={text.mono}>{me.email}</dd>
        <dt>Organization</dt>
        <dd>{me.organization.name}</dd>
        <dt>Role</dt>
        <dd>{roleNames[me.role ?? "none"]}</dd>
      </dl>
      <p className={`${text.small} ${text.dim} ${styles.after}`}>
        Your name is what the directory of {me.organization.name} says.
      </p>
    </section>
  );
}
