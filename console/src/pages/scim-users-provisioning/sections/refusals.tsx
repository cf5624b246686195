import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Standing } from "../../../api/types.ts";
import text from "../../../theme/text.module.css";
import { Ago } from "../../../time/ago.tsx";
import { count } from "../../../time/words.ts";
import styles from "./refusals.module.css";

interface RefusalsProps {
  provisioning: Standing;
  mayChange: boolean;
  /** Opens Add Domain with the refused domain already in it. */
  onAddDomain: (domain: string) => void;
}

/** What was refused last, each with what a person should do. */
export function Refusals({ provisioning, mayChange, onAddDomain }: RefusalsProps): ReactNode {
  const { refused, refusals } = provisioning;
  return (
    <aside className={styles.card} aria-labelledby="refused">
      <div className={styles.head}>
        <h2 id="refused">Refused</h2>
        {refused > 0 && <span className={styles.badge}>{count(refused)} in 24 h</span>}
        <Link to="/activity" search={{ outcome: "refused" }} className={`${text.link} ${styles.all}`}>
          All in Activity
        </Link>
      </div>
      {refused === 0 && <p className={styles.none}>Nothing was refused in the last 24 hours.</p>}
      {refusals.length > 0 && (
        <ul className={styles.list}>
          {refusals.map(({ id, at, sentence, fix, domain }) => (
            <li key={id}>
              <div className={`${text.tiny} ${text.dim}`}>
                <Ago at={at} />
              </div>
              <p>{sentence}</p>
              <p className={styles.fix}>
                {fix}{" "}
                {domain && mayChange && (
                  <button type="button" className={text.link} onClick={() => onAddDomain(domain)}>
                    Add Domain
                  </button>
                )}{" "}
                <Link to="/activity" search={{ request: id }} className={text.link}>
                  See request
                </Link>
              </p>
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}
