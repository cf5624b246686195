import type { ReactNode } from "react";
import figures from "../../line/figures.module.css";
import line from "../../line/the-line.module.css";
import { PageHead } from "../../shell/page-head.tsx";
import { Bone, useSlow } from "../../states/bone.tsx";
import styles from "./loading.module.css";

/** The start page as it will stand, in grey bars; only when loading takes long enough to notice. */
export function Loading(): ReactNode {
  const slow = useSlow();
  return (
    <div aria-busy="true">
      <PageHead title="Overview">{slow && <Bone width={280} />}</PageHead>
      {slow && (
        <div aria-hidden="true">
          <section className={line.card}>
            <div className={line.line}>
              <Bone width={40} height={40} />
              <div className={line.wire}>
                <span className={line.dash} />
              </div>
              <Bone width={40} height={40} />
            </div>
            <div className={figures.figures}>
              {[64, 72, 80, 76].map((width) => (
                <div key={width} className={styles.stack}>
                  <Bone width={width} height={10} />
                  <Bone width={72} height={20} />
                  <Bone width={112} height={10} />
                </div>
              ))}
            </div>
          </section>
          <div className={styles.rows}>
            <Bone width={140} height={14} />
            <Bone width={300} />
            <Bone width={260} />
          </div>
        </div>
      )}
    </div>
  );
}
