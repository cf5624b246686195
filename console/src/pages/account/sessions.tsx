import { Button } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { endOtherSessions, endSession, type Session, sessionsQuery } from "../../api/account.ts";
import { useChanging, useRereading } from "../../changing/changing.ts";
import { Hint } from "../../dialog/hint.tsx";
import { Bone, useSlow } from "../../states/bone.tsx";
import { Failure } from "../../states/failure.tsx";
import text from "../../theme/text.module.css";
import { Ago } from "../../time/ago.tsx";
import { toast } from "../../toasts/toast.ts";
import styles from "./account.module.css";

/** Where one is signed in. */
export function Sessions(): ReactNode {
  const sessions = useQuery(sessionsQuery);
  const { busy, failure, change } = useChanging(useRereading(sessionsQuery.queryKey));
  const [ending, setEnding] = useState<string | null>(null);
  const others = sessions.data?.filter(({ isThis }) => !isThis).length ?? 0;

  const end = async ({ id, device }: Session) => {
    setEnding(id);
    if (await change(() => endSession(id))) void toast(`Signed out: ${device}.`);
    setEnding(null);
  };
  const endAll = async () => {
    if (await change(endOtherSessions)) void toast("Signed out everywhere else.");
  };
  return (
    <section className={styles.section} aria-labelledby="sessions">
      <div className={styles.beside}>
        <div>
          <h2 id="sessions">Where you are signed in</h2>
          <p className={`${text.small} ${text.dim}`}>
            A session ends by itself after 7 days, or after a day in which nobody used it.
          </p>
        </div>
        {others > 0 && (
          <Button size="xs" onClick={endAll} loading={busy && ending === null}>
            Sign out everywhere else
          </Button>
        )}
      </div>
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
      {sessions.isError && <Failure onRetry={() => sessions.refetch()} busy={sessions.isFetching} />}
      {sessions.isPending && <Loading />}
      {sessions.data && (
        <ul className={styles.list}>
          {sessions.data.map((session) => (
            <li key={session.id} className={styles.row}>
              {/iPhone|iPad|Android/.test(session.device) ? (
                <IconDeviceMobile size={18} stroke={1.75} aria-hidden />
              ) : (
                <IconDeviceDesktop size={18} stroke={1.75} aria-hidden />
              )}
              <div className={styles.what}>
                {session.device}
                {session.isThis && <span className={styles.here}>This one</span>}
                <div className={`${text.small} ${text.dim}`}>
                  {session.address !== null && <span className={text.mono}>{session.address}, </span>}
                  last used <Ago at={session.lastUsedAt} />, signed in <Ago at={session.signedInAt} />
                </div>
              </div>
              {!session.isThis && (
                <Button
                  size="xs"
                  onClick={() => end(session)}
                  loading={ending === session.id}
                  aria-label={`Sign out ${session.device}`}
                >
                  Sign out
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Loading(): ReactNode {
  const slow = useSlow();
  return (
    <div className={styles.list} aria-busy="true">
      {slow && (
        <div className={styles.row}>
          <div className={styles.bones}>
            <Bone width={140} />
            <Bone width={260} height={10} />
          </div>
        </div>
      )}
    </div>
  );
}
