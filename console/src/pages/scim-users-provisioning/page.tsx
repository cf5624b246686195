import { Button } from "@mantine/core";
import { IconNotebook } from "@tabler/icons-react";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { addDomains, refreshToken, turnOn } from "../../api/calls.ts";
import { meQuery, provisioningQuery } from "../../api/queries.ts";
import { sentence } from "../../api/refused.ts";
import type { Me, Provisioning, Token } from "../../api/types.ts";
import { copy } from "../../copying/clipboard.ts";
import { Figures } from "../../line/figures.tsx";
import { TheLine } from "../../line/the-line.tsx";
import { useLive } from "../../live/live.ts";
import { Failure } from "../../states/failure.tsx";
import { list } from "../../time/words.ts";
import { toast } from "../../toasts/toast.ts";
import { DailyUse } from "./daily-use.tsx";
import { AddDomainDialog, fetchDialogs, LeaveDialog, RefreshDialog } from "./dialogs.ts";
import { useGenerating } from "./generating.ts";
import { SetUpGuide } from "./guide/guide.tsx";
import { Head } from "./head.tsx";
import { Loading } from "./loading.tsx";
import { NotSetUp } from "./not-set-up.tsx";
import { Notices } from "./notices.tsx";
import styles from "./page.module.css";
import { type Guide, guideFor } from "./providers.ts";
import { Summary } from "./summary.tsx";
import { useShownToken } from "./token/shown-token.ts";
import { TokenPanel } from "./token/token-panel.tsx";

/** All Products > Admin > Login & Access > SCIM Users Provisioning. */
export function ScimUsersProvisioningPage(): ReactNode {
  const { data: me } = useSuspenseQuery(meQuery);
  const provisioning = useQuery(provisioningQuery);
  const paused = useLive(provisioningQuery.queryKey);
  useEffect(fetchDialogs, []);

  if (provisioning.data) return <Loaded me={me} provisioning={provisioning.data} paused={paused} />;
  if (provisioning.isPending) return <Loading />;
  return (
    <>
      <Head>{null}</Head>
      <Failure onRetry={() => provisioning.refetch()} busy={provisioning.isFetching} />
    </>
  );
}

interface LoadedProps {
  me: Me;
  provisioning: Provisioning;
  /** Whether live updates are interrupted. */
  paused: boolean;
}

function Loaded({ me, provisioning, paused }: LoadedProps): ReactNode {
  const shown = useShownToken();
  const { busy, notice, generate } = useGenerating(shown.show);
  const { add: asked } = useSearch({ from: "/signed-in/admin/login-access/scim-users-provisioning" });
  const mayChange = me.role === "organization_admin";
  const [adding, setAdding] = useState(asked && mayChange ? { initial: asked as string | null } : null);
  const [replacing, setReplacing] = useState<Token | null>(null);
  const [guide, setGuide] = useState<Guide | null>(null);
  const [destination, setDestination] = useState<Guide>(guideFor(provisioning.provider));
  const navigate = useNavigate();
  // Asked once: whoever reloads does not ask for it again.
  useEffect(() => {
    if (asked) void navigate({ to: ".", search: {}, replace: true });
  }, [asked, navigate]);
  const code = useRef<HTMLElement>(null);
  const organization = me.organization.shortName || me.organization.name;

  const add = async (domains: string[], invites: boolean) => {
    const first = provisioning.state === "not set up";
    const { done } = await generate(() => addDomains(domains, first ? invites : undefined));
    if (done && !first) void toast(`Added ${list(domains)}.`);
    // Without an answer the page says so itself; the dialog would stand before it.
    setAdding(null);
  };
  const refresh = async (replaces: string) => {
    await generate(() => refreshToken(replaces));
  };
  const on = async () => {
    try {
      await generate(turnOn);
    } catch (error) {
      void toast(`Not saved; nothing was changed. ${sentence(error)}`, "failed");
    }
  };
  const copyAndStay = async () => {
    shown.answer("stay");
    if (shown.token && (await copy(shown.token, code.current)) === "copied") shown.markCopied();
  };

  const dialogs = (
    <>
      <AddDomainDialog
        opened={adding !== null}
        first={provisioning.state === "not set up"}
        listed={provisioning.domains.map((each) => each.domain)}
        initial={adding?.initial ?? null}
        onClose={() => setAdding(null)}
        onAdd={add}
      />
      <RefreshDialog
        opened={replacing !== null}
        replaces={replacing}
        onClose={() => setReplacing(null)}
        onContinue={refresh}
      />
      <LeaveDialog
        opened={shown.asking}
        onLeave={() => shown.answer("leave")}
        onStay={() => shown.answer("stay")}
        onCopyAndStay={copyAndStay}
      />
    </>
  );

  let content: ReactNode;
  if (shown.token !== null) {
    content = (
      <>
        <Head actions={shown.copied && <Button onClick={shown.forget}>Done</Button>}>
          <Summary provisioning={provisioning} fresh />
        </Head>
        <TokenPanel
          key={shown.token}
          token={shown.token}
          code={code}
          copied={shown.copied}
          onCopied={shown.markCopied}
          destination={destination === "Other" ? "your identity provider" : destination}
        />
        <div className={styles.guide}>
          <h2>Set-up guide</h2>
          <SetUpGuide
            provisioning={provisioning}
            token={shown.token}
            onTokenCopied={shown.markCopied}
            paused={paused}
            onTab={setDestination}
          />
        </div>
      </>
    );
  } else {
    const setUp = provisioning.state !== "not set up";
    content = (
      <>
        <Head
          lead={!setUp}
          actions={
            setUp && (
              <Button
                onClick={() => setGuide(guide === null ? guideFor(provisioning.provider) : null)}
                leftSection={<IconNotebook size={16} stroke={1.75} aria-hidden />}
                aria-expanded={guide !== null}
              >
                Set-up guide
              </Button>
            )
          }
        >
          <Summary provisioning={provisioning} />
        </Head>
        <div className={styles.notices}>
          <Notices
            provisioning={provisioning}
            me={me}
            notice={notice}
            onRefreshAgain={() => setReplacing(provisioning.token)}
          />
        </div>
        <TheLine provisioning={provisioning} organization={organization}>
          {setUp && <Figures provisioning={provisioning} />}
        </TheLine>
        <p className={styles.paused} aria-live="polite" hidden={!paused}>
          {paused && "Live updates paused. Reconnecting…"}
        </p>
        {!setUp && (
          <NotSetUp
            tenantUrl={provisioning.tenantUrl}
            mayChange={mayChange}
            onAddDomain={() => setAdding({ initial: null })}
            onGuide={setGuide}
          />
        )}
        {guide !== null && <GuideBelow key={guide} guide={guide} provisioning={provisioning} paused={paused} />}
        {setUp && (
          <DailyUse
            provisioning={provisioning}
            mayChange={mayChange}
            turningOn={busy}
            onRefresh={setReplacing}
            onTurnOn={on}
            onAddDomain={(initial) => setAdding({ initial })}
          />
        )}
      </>
    );
  }
  // At one place whatever the page shows: a dialog that was built anew would take the keyboard from the token.
  return (
    <>
      {content}
      {dialogs}
    </>
  );
}

interface GuideBelowProps {
  guide: Guide;
  provisioning: Provisioning;
  paused: boolean;
}

/** The guide without a token, where it was asked for; the keyboard goes to it. */
function GuideBelow({ guide, provisioning, paused }: GuideBelowProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div className={styles.guide}>
      <h2 ref={heading} tabIndex={-1}>
        Set-up guide
      </h2>
      <SetUpGuide
        provisioning={provisioning}
        token={null}
        onTokenCopied={() => undefined}
        paused={paused}
        initial={guide}
      />
    </div>
  );
}
