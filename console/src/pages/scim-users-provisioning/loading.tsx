import type { ReactNode } from "react";
import figures from "../../line/figures.module.css";
import line from "../../line/the-line.module.css";
import { Bone, useSlow } from "../../states/bone.tsx";
import { Head } from "./head.tsx";
import styles from "./loading.module.css";
import page from "./page.module.css";
import refusals from "./sections/refusals.module.css";
import section from "./sections/section.module.css";

/** The page as it will stand, in grey bars; only when loading takes long enough to notice. */
export function Loading(): ReactNode {
  const slow = useSlow();
  return (
    <div aria-busy="true">
      <Head>{slow && <Bone width={280} />}</Head>
      {slow && (
        <div aria-hidden="true">
          <section className={line.card}>
            <div className={line.line}>
              <NodeBones width={116} />
              <div className={line.wire}>
                <span className={line.dash} />
              </div>
              <div className={line.right}>
                <NodeBones width={52} />
              </div>
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
          <div className={page.columns}>
            <aside className={refusals.card}>
              <div className={refusals.head}>
                <Bone width={72} height={14} />
              </div>
              <ul className={refusals.list}>
                {[240, 220, 250].map((width) => (
                  <li key={width} className={styles.stack}>
                    <Bone width={56} height={10} />
                    <Bone width={width} />
                    <Bone width={190} height={10} />
                  </li>
                ))}
              </ul>
            </aside>
            <div>
              <section className={section.section}>
                <Bone width={110} height={14} />
                <Rows beside={260} />
              </section>
              <section className={section.section}>
                <Bone width={130} height={14} />
                <Rows beside={60} apart />
              </section>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

function NodeBones({ width }: { width: number }): ReactNode {
  return (
    <div className={line.node}>
      <Bone width={40} height={40} />
      <span className={`${line.name} ${styles.stack}`}>
        <Bone width={width} />
        <Bone width={Math.min(width, 72)} height={10} />
      </span>
    </div>
  );
}

function Rows({ beside, apart = false }: { beside: number; apart?: boolean }): ReactNode {
  return (
    <>
      {[0, 1, 2].map((row) => (
        <div key={row} className={apart ? styles.apart : styles.row}>
          <Bone width={apart ? 140 : 68} />
          <Bone width={beside} />
        </div>
      ))}
    </>
  );
}
