import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Overview, overviewQuery } from "../../api/activity.ts";
import { meQuery } from "../../api/queries.ts";
import type { Me } from "../../api/types.ts";
import { Figures } from "../../line/figures.tsx";
import { TheLine } from "../../line/the-line.tsx";
import { LinkButton } from "../../links/link-button.tsx";
import { useLive } from "../../live/live.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { Failure } from "../../states/failure.tsx";
import { several } from "../../time/words.ts";
import { Refusals } from "../scim-users-provisioning/sections/refusals.tsx";
import { Loading } from "./loading.tsx";
import { NextSteps } from "./next-steps.tsx";
import styles from "./page.module.css";

/** The start page: how provisioning stands, what was refused of late, and what to do next. */
export function OverviewPage(): ReactNode {
  const { data: me } = useSuspenseQuery(meQuery);
  const overview = useQuery(overviewQuery);
  useLive(overviewQuery.queryKey);
  if (overview.data) return <Loaded me={me} overview={overview.data} />;
  if (overview.isPending) return <Loading />;
  return (
    <>
      <PageHead title="Overview" />
      <Failure onRetry={() => overview.refetch()} busy={overview.isFetching} />
    </>
  );
}

function Loaded({ me, overview }: { me: Me; overview: Overview }): ReactNode {
  const navigate = useNavigate();
  const organization = me.organization.shortName || me.organization.name;
  const isSetUp = overview.state !== "not set up";
  const mayChange = me.role === "organization_admin";
  return (
    <>
      <PageHead title="Overview" actions={isSetUp && <LinkButton to="/activity">All requests</LinkButton>}>
        {summary(overview)}
      </PageHead>
      <TheLine provisioning={overview} organization={organization}>
        {isSetUp && <Figures provisioning={overview} />}
      </TheLine>
      <div className={styles.columns}>
        <NextSteps overview={overview} me={me} />
        {isSetUp && (
          <Refusals
            provisioning={overview}
            mayChange={mayChange}
            onAddDomain={(add) => void navigate({ to: "/admin/login-access/scim-users-provisioning", search: { add } })}
          />
        )}
      </div>
    </>
  );
}

function summary({ state, provider, people, groups, lastRequestAt }: Overview): string {
  const who = several(people, "person", "people");
  const which = several(groups, "group", "groups");
  if (state === "on" && lastRequestAt) {
    return `${provider ?? "Your identity provider"} keeps ${who} and ${which} in step.`;
  }
  return `${who} and ${which} are here.`.replace(/^1 person and 0 groups are/, "1 person is");
}
