import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { logQuery } from "../../api/activity.ts";
import { useLive } from "../../live/live.ts";
import { LivePill } from "../../live/live-pill.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { Failure } from "../../states/failure.tsx";
import { useNow } from "../../time/ago.tsx";
import { Bar } from "./bar.tsx";
import { Chart } from "./chart.tsx";
import { Lines } from "./lines.tsx";
import { Loading } from "./loading.tsx";
import { OpenRequest } from "./open-request.tsx";
import { type ActivitySearch, logWanted, stretchOf } from "./search.ts";
import { WhyAnswer } from "./why-answer.tsx";

/** All Products > Activity > Requests: what the identity provider asked, and how Muster answered. */
export function ActivityPage(): ReactNode {
  const search = useSearch({ from: "/signed-in/activity" });
  const navigate = useNavigate({ from: "/activity" });
  const now = useNow();
  const wanted = logWanted(search, now);
  const log = useQuery(logQuery(wanted));
  const paused = useLive(["activity"]);
  const go = (change: ActivitySearch) => void navigate({ search: change, resetScroll: false });
  const isLive = search.cursor === undefined && search.to === undefined;

  const providers = log.data?.providers ?? [];
  const who = providers.length === 1 ? providers[0] : "your identity provider";
  return (
    <>
      <PageHead title="Requests" actions={isLive && <LivePill paused={paused} />}>
        What {who} asked, and how Muster answered.
      </PageHead>
      <Chart wanted={stretchOf(search, now)} />
      <Bar search={search} providers={providers} onChange={go} />
      {search.why && <WhyAnswer about={search.why} onClose={() => go({ ...search, why: undefined })} />}
      {search.request && <OpenRequest id={search.request} onClose={() => go({ ...search, request: undefined })} />}
      {log.data ? (
        <Lines page={log.data} search={search} isStale={log.isPlaceholderData} onChange={go} />
      ) : log.isPending ? (
        <Loading />
      ) : (
        <>
          <Failure onRetry={() => log.refetch()} busy={log.isFetching} />
          {search.cursor && <Button onClick={() => go({ ...search, cursor: undefined })}>First page</Button>}
        </>
      )}
    </>
  );
}
