import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { accountQuery } from "../../api/account.ts";
import { meQuery } from "../../api/queries.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { Bone, useSlow } from "../../states/bone.tsx";
import { Failure } from "../../states/failure.tsx";
import styles from "./account.module.css";
import { Organizations } from "./organizations.tsx";
import { Passkeys } from "./passkeys/passkeys.tsx";
import { Password } from "./password/password.tsx";
import { Profile } from "./profile.tsx";
import { SecondStep } from "./second-step/second-step.tsx";
import { Sessions } from "./sessions.tsx";

/** What a signed-in person manages of themselves; all that somebody without a role has. */
export function AccountPage(): ReactNode {
  const { data: me } = useSuspenseQuery(meQuery);
  const account = useQuery(accountQuery);
  return (
    <>
      <title>My account · Muster</title>
      <PageHead title="My account">How you sign in to Muster, and where you are signed in.</PageHead>
      <div className={styles.sections}>
        <Profile me={me} />
        {account.data && (
          <>
            <Password hasPassword={account.data.hasPassword} />
            <SecondStep account={account.data} />
            <Passkeys passkeys={account.data.passkeys} />
          </>
        )}
        {account.isPending && <Loading />}
        {account.isError && <Failure onRetry={() => account.refetch()} busy={account.isFetching} />}
        <Sessions />
        {me.organizations.length > 1 && <Organizations me={me} />}
      </div>
    </>
  );
}

function Loading(): ReactNode {
  const slow = useSlow();
  return (
    <>
      {[120, 150, 90].map((width) => (
        <section key={width} className={styles.section} aria-hidden>
          {slow && (
            <div className={styles.bones}>
              <Bone width={width} height={14} />
              <Bone width={280} />
            </div>
          )}
        </section>
      ))}
    </>
  );
}
