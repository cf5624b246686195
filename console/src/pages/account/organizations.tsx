import { Button } from "@mantine/core";
import { IconBuilding } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { chooseOrganization } from "../../api/calls.ts";
import type { Me } from "../../api/types.ts";
import { useChanging, useRereading } from "../../changing/changing.ts";
import { Hint } from "../../dialog/hint.tsx";
import text from "../../theme/text.module.css";
import styles from "./account.module.css";

/** The organizations that one sign-in serves. */
export function Organizations({ me }: { me: Me }): ReactNode {
  const { busy, failure, change } = useChanging(useRereading());
  const enter = async (id: string) => {
    // Loads anew: nothing of this organization stays in the browser's memory.
    if (await change(() => chooseOrganization(id))) location.assign("/");
  };
  return (
    <section className={styles.section} aria-labelledby="organizations">
      <h2 id="organizations">Organizations</h2>
      <p className={`${text.small} ${text.dim}`}>This sign-in serves all of them.</p>
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
      <ul className={styles.list}>
        {me.organizations.map(({ id, name, shortName }) => (
          <li key={id} className={styles.row}>
            <IconBuilding size={18} stroke={1.75} aria-hidden />
            <div className={styles.what}>
              {name}
              {id === me.organization.id && <span className={styles.here}>You are here</span>}
              <div className={`${text.small} ${text.dim} ${text.mono}`}>{shortName}</div>
            </div>
            {id !== me.organization.id && (
              <Button size="xs" onClick={() => enter(id)} disabled={busy} aria-label={`Go to ${name}`}>
                Go there
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
