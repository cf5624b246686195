import type { ReactNode } from "react";
import type { Provisioning } from "../../../api/types.ts";
import { useNow } from "../../../time/ago.tsx";
import { atClock, several } from "../../../time/words.ts";
import styles from "./live-strip.module.css";

/** After this long without a request it is worth looking for the mistake. */
const patience = 3 * 60_000;

interface Station {
  title: string;
  text: ReactNode;
}

/** What has arrived so far, station by station: request, provider, first user, people and groups. */
export function LiveStrip({ provisioning, paused }: { provisioning: Provisioning; paused: boolean }): ReactNode {
  const now = useNow();
  const { stations, at } = standing(provisioning, now);
  return (
    <div className={styles.live}>
      <h3 className={styles.title}>Live</h3>
      <div aria-live="polite">
        <ol className={styles.strip}>
          {stations.map((station, index) => (
            <li key={station.title} className={index < at ? styles.done : index === at ? styles.now : undefined}>
              <b>{station.title}</b>
              <span>{station.text}</span>
            </li>
          ))}
        </ol>
        {paused && <p className={styles.paused}>Live updates paused. Reconnecting…</p>}
      </div>
    </div>
  );
}

/** The stations as they read by now, and at which one the line stands. */
function standing(provisioning: Provisioning, now: number): { stations: Station[]; at: number } {
  const { token, provider, firstUser, people, groups } = provisioning;
  const lastUse = token?.lastUse ?? null;
  const connected: Station = lastUse
    ? {
        title: `Connected: ${lastUse.provider ?? provider ?? "a SCIM client"}`,
        text: `Last request at ${atClock(lastUse.at)}.`,
      }
    : { title: "Connected", text: "Muster says which identity provider it is." };
  const first: Station = firstUser
    ? { title: `First user: ${firstUser.name}`, text: "Created by your identity provider." }
    : { title: "First user", text: "By name." };
  const counted = `${several(people, "person", "people")} and ${several(groups, "group", "groups")}`;
  const all: Station = firstUser
    ? { title: `${counted} so far`, text: "Counted as they come in." }
    : { title: "People and groups", text: "Counted as they come in." };
  const at = !lastUse ? 0 : !firstUser ? 1 : 3;
  const arrived: Station = lastUse
    ? { title: "The first request came", text: "The token works." }
    : waiting(provisioning, now);
  return { stations: [arrived, connected, first, all], at };
}

function waiting({ token, refusals }: Provisioning, now: number): Station {
  const since = token ? Date.parse(token.generatedAt) : now;
  const title = "Waiting for the first request…";
  // Set-up fails where something is refused: whatever came since is told here, the newest first.
  const refusal = refusals.find((each) => Date.parse(each.at) >= since);
  if (refusal) return { title, text: `${refusal.sentence}. ${refusal.fix}` };
  if (now - since > patience) {
    return { title, text: "Nothing has arrived yet. Check the address, and copy the token again, whole." };
  }
  return { title, text: `Listening since ${atClock(new Date(since))}. It appears here by itself.` };
}
