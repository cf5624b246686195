import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { requestQuery } from "../../api/activity.ts";
import text from "../../theme/text.module.css";
import { Ago } from "../../time/ago.tsx";
import { Told } from "../../told/told.tsx";
import styles from "./open-request.module.css";
import { RequestDetail } from "./request-detail.tsx";

/** The request that a link led to, above the log, however old it is. */
export function OpenRequest({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const { data } = useQuery(requestQuery(id));
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever followed the link comes to it, with the keyboard too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each request anew
  useEffect(() => {
    heading.current?.focus();
  }, [id]);
  return (
    <section className={styles.open} aria-labelledby="open-request">
      <div className={styles.head}>
        <div>
          <h2 id="open-request" ref={heading} tabIndex={-1}>
            {data ? <Told text={data.text} names={data.names} /> : "Request"}
          </h2>
          <p className={`${text.small} ${text.dim}`}>{data && <Ago at={data.at} />}</p>
        </div>
        <ActionIcon aria-label="Close the request" onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
      <RequestDetail id={id} />
    </section>
  );
}
