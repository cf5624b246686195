import type { ReactNode } from "react";
import type { User } from "../../api/types.ts";
import styles from "../../people/people.module.css";
import { roleNames } from "../../shell/roles.ts";
import text from "../../theme/text.module.css";

/** How somebody comes into the console, and what they may do there. */
export function SignIn({ user: { signIn, status } }: { user: User }): ReactNode {
  const { email, role, roleByGroup } = signIn;
  return (
    <section className={styles.section} aria-labelledby="sign-in">
      <h2 id="sign-in">Sign-in</h2>
      <p className={text.second}>
        {email === null ? "No sign-in yet." : `Signs in as ${email}.`}{" "}
        {role === null
          ? "No role in the console."
          : `Role in the console: ${roleNames[role]}${roleByGroup === null ? "" : `, by the group ${roleByGroup}`}.`}
        {status !== "active" && email !== null && " Sign-in is refused while suspended."}
      </p>
    </section>
  );
}
