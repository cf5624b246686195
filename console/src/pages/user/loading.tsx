import type { ReactNode } from "react";
import styles from "../../people/people.module.css";
import { PageHead } from "../../shell/page-head.tsx";
import { Bone, useSlow } from "../../states/bone.tsx";

/** The page of a user or group as it will stand, in grey bars. */
export function UserLoading(): ReactNode {
  const slow = useSlow();
  return (
    <div aria-busy="true">
      <PageHead title={"\u00a0"}>{slow && <Bone width={220} />}</PageHead>
      {slow && (
        <div className={styles.columns} aria-hidden="true">
          <dl className={styles.attributes}>
            {[180, 120, 210, 90, 140].map((width) => [
              <dt key={`${width} name`}>
                <Bone width={72} />
              </dt>,
              <dd key={width}>
                <Bone width={width} />
              </dd>,
            ])}
          </dl>
          <div />
        </div>
      )}
    </div>
  );
}
