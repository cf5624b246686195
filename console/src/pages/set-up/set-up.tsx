import { Button } from "@mantine/core";
import { IconClockX, IconLinkOff } from "@tabler/icons-react";
import { Link, useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { lookAtSetUp } from "../../api/calls.ts";
import { Refused } from "../../api/refused.ts";
import type { SetUpLink } from "../../api/types.ts";
import { EmptyState } from "../../states/empty-state.tsx";
import { Failure } from "../../states/failure.tsx";
import { LonePage } from "../lone-page.tsx";
import { forgetSetUpSecret, setUpSecret, takeSetUpSecret } from "./secret.ts";
import { SetUpForm } from "./set-up-form.tsx";

/** What is known of the link: still looking, good for something, dead (and why), or no answer. */
type Look = { is: "looking" } | { is: "good"; link: SetUpLink } | { is: "dead"; why: string } | { is: "unanswered" };

/** Uses a one-time set-up link: creates the organization or joins it as its admin, and signs in. */
export function SetUpPage(): ReactNode {
  const router = useRouter();
  const [secret, setSecret] = useState(setUpSecret);
  const [look, setLook] = useState<Look>({ is: "looking" });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    // Another link pasted into this very tab changes only the fragment: nothing is loaded anew.
    const another = () => {
      takeSetUpSecret();
      setSecret(setUpSecret());
    };
    addEventListener("hashchange", another);
    return () => removeEventListener("hashchange", another);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what "Try again" counts up.
  useEffect(() => {
    if (!secret) {
      setLook({ is: "dead", why: "incomplete" });
      return;
    }
    let current = true;
    setLook({ is: "looking" });
    lookAtSetUp(secret).then(
      (link) => current && setLook({ is: "good", link }),
      (error: unknown) => {
        if (!current) return;
        const dead = error instanceof Refused && error.status === 410;
        setLook(dead ? { is: "dead", why: error.code } : { is: "unanswered" });
      },
    );
    return () => {
      current = false;
    };
  }, [secret, attempt]);

  const done = () => {
    forgetSetUpSecret();
    void router.navigate({ to: "/admin/login-access/scim-users-provisioning", replace: true });
  };

  return (
    <LonePage title="Set up">
      {look.is === "good" && secret && (
        <SetUpForm link={look.link} secret={secret} onDone={done} onDead={(why) => setLook({ is: "dead", why })} />
      )}
      {look.is === "dead" && <DeadLink why={look.why} />}
      {look.is === "unanswered" && <Failure onRetry={() => setAttempt(attempt + 1)} />}
    </LonePage>
  );
}

const deaths: Readonly<Record<string, { title: string; text: string }>> = {
  used: {
    title: "This link was already used",
    text: "A set-up link works once. If it was you, sign in; if not, tell whoever runs this server.",
  },
  expired: {
    title: "This link has expired",
    text: "Ask whoever runs this server for a new one.",
  },
  incomplete: {
    title: "This link is incomplete",
    text: "Open it again from where you got it, whole: it works only until this page is reloaded.",
  },
};
const unknown = {
  title: "This link is not known here",
  text: "It may be cut off, or belong to another server. Copy it again, whole.",
};

function DeadLink({ why }: { why: string }): ReactNode {
  const { title, text } = deaths[why] ?? unknown;
  const Icon = why === "expired" ? IconClockX : IconLinkOff;
  return (
    <EmptyState
      icon={<Icon size={24} stroke={1.6} aria-hidden />}
      title={title}
      actions={
        why === "used" && (
          <Button component={Link} to="/sign-in" variant="filled">
            Sign in
          </Button>
        )
      }
    >
      {text}
    </EmptyState>
  );
}
