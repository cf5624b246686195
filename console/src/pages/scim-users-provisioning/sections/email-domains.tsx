import { ActionIcon, Button } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { domainPeopleQuery } from "../../../api/queries.ts";
import type { Provisioning } from "../../../api/types.ts";
import { Bone } from "../../../states/bone.tsx";
import { Failure } from "../../../states/failure.tsx";
import text from "../../../theme/text.module.css";
import { count, inUtc, onDay } from "../../../time/words.ts";
import { RemoveDomainDialog } from "../dialogs.ts";
import { offProps } from "../permission.ts";
import styles from "./email-domains.module.css";
import section from "./section.module.css";

interface EmailDomainsProps {
  provisioning: Provisioning;
  mayChange: boolean;
  onAdd: () => void;
}

/** The domains that SCIM may provision into, with how many people carry each. */
export function EmailDomains({ provisioning, mayChange, onAdd }: EmailDomainsProps): ReactNode {
  const people = useQuery(domainPeopleQuery);
  const [removing, setRemoving] = useState<string | null>(null);
  const carriers = (domain: string) => people.data?.find((each) => each.domain === domain)?.people;

  return (
    <section className={`${section.section} ${styles.domains}`} aria-labelledby="email-domains">
      <div className={section.head}>
        <h2 id="email-domains">Email domains</h2>
        <Button
          size="xs"
          leftSection={<IconPlus size={15} stroke={1.75} aria-hidden />}
          {...offProps(mayChange, onAdd)}
        >
          Add Domain
        </Button>
      </div>
      {people.isError && <Failure onRetry={() => people.refetch()} busy={people.isFetching} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Domain</th>
            <th scope="col" className={text.notOnPhone}>
              Added
            </th>
            <th scope="col" className={text.number}>
              People
            </th>
            {mayChange && (
              <th scope="col">
                <span className={text.hidden}>Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {provisioning.domains.map(({ domain, addedAt }) => (
            <tr key={domain}>
              <th scope="row" className={text.mono}>
                {domain}
              </th>
              <td className={`${text.dim} ${text.notOnPhone}`}>
                <time dateTime={addedAt} title={inUtc(addedAt)}>
                  {onDay(addedAt)}
                </time>
              </td>
              <td className={`${text.number} ${carriers(domain) ? "" : text.dim}`}>
                {people.isPending ? (
                  <Bone width={36} />
                ) : carriers(domain) === undefined ? (
                  "–"
                ) : (
                  count(carriers(domain) ?? 0)
                )}
              </td>
              {mayChange && (
                <td className={text.number}>
                  <ActionIcon aria-label={`Remove ${domain}`} title="Remove…" onClick={() => setRemoving(domain)}>
                    <IconDots size={16} stroke={1.75} aria-hidden />
                  </ActionIcon>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <RemoveDomainDialog
        opened={removing !== null}
        domain={removing}
        people={removing === null ? undefined : carriers(removing)}
        provider={provisioning.provider}
        onClose={() => setRemoving(null)}
      />
    </section>
  );
}
