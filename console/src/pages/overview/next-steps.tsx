import { IconAlertTriangle, IconCircleCheck, IconClock, IconListCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Overview } from "../../api/activity.ts";
import type { Me } from "../../api/types.ts";
import { LinkButton } from "../../links/link-button.tsx";
import text from "../../theme/text.module.css";
import { Ago } from "../../time/ago.tsx";
import { list, onDay, several } from "../../time/words.ts";
import styles from "./next-steps.module.css";

type Step = Overview["next"][number];

const scim = "/admin/login-access/scim-users-provisioning";

/** What to do next, the most urgent first; and that there is nothing to do. */
export function NextSteps({ overview, me }: { overview: Overview; me: Me }): ReactNode {
  const { next } = overview;
  return (
    <section aria-labelledby="next" className={styles.next}>
      <h2 id="next">What to do next</h2>
      {next.length === 0 ? (
        <p className={styles.well}>
          <IconCircleCheck className={styles.fine} size={18} stroke={1.75} aria-hidden />
          Nothing: all is well.
        </p>
      ) : (
        <ul className={styles.list}>
          {next.map((step) => (
            <li key={step}>
              <StepRow step={step} overview={overview} me={me} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function StepRow({ step, overview, me }: { step: Step; overview: Overview; me: Me }): ReactNode {
  const { title, about, kind, action } = stepInWords(step, overview, me);
  const Icon = icons[kind];
  return (
    <>
      <Icon className={styles[kind]} size={18} stroke={1.75} aria-hidden />
      <div className={styles.words}>
        <h3>{title}</h3>
        <p className={text.second}>{about}</p>
      </div>
      {action}
    </>
  );
}

const icons = { todo: IconListCheck, wait: IconClock, warn: IconAlertTriangle };

interface Words {
  title: string;
  about: ReactNode;
  /** `wait`: nothing to do but elsewhere; `warn`: will matter soon. */
  kind: keyof typeof icons;
  action: ReactNode;
}

function stepInWords(step: Step, overview: Overview, me: Me): Words {
  const { provider, refused, lastRequestAt, token } = overview;
  const place = provider ?? "your identity provider";
  const mayChange = me.role === "organization_admin";
  const ask = `${list(me.organizationAdmins) || "An Organization Admin"} can do this.`;
  const toScim = (words: string, filled = false) => (
    <LinkButton to={scim} variant={filled ? "filled" : "default"}>
      {words}
    </LinkButton>
  );
  switch (step) {
    case "add a domain":
      return {
        kind: "todo",
        title: "Set up SCIM users provisioning",
        about: `Add your email domains and generate the token for your identity provider. ${mayChange ? "It takes about three minutes." : ask}`,
        action: mayChange && toScim("Set up", true),
      };
    case "turn on SCIM":
      return {
        kind: "todo",
        title: "SCIM is off",
        about: `People and groups stay as they are until it is on again. ${mayChange ? "" : ask}`,
        action: mayChange && toScim("Turn on SCIM", true),
      };
    case "wait for the first request":
      return {
        kind: "wait",
        title: "Waiting for the first request",
        about: "Paste the Tenant URL and the token into your identity provider; the set-up guide says where.",
        action: toScim("Set-up guide"),
      };
    case "use the new token":
      return {
        kind: "wait",
        title: "The new token has not been used yet",
        about: `Paste it into ${place}. If it is lost, refresh it.`,
        action: toScim("SCIM token"),
      };
    case "look at refusals":
      return {
        kind: "warn",
        title: `${several(refused, "request was", "requests were")} refused in the last 24 hours`,
        about: "Each says what to do about it.",
        action: (
          <LinkButton to="/activity" search={{ outcome: "refused" }}>
            See refusals
          </LinkButton>
        ),
      };
    case "look why nothing comes":
      return {
        kind: "warn",
        title: `Nothing has come from ${place} for a while`,
        about: (
          <>
            The last request came <Ago at={lastRequestAt ?? ""} />. See in {place} whether provisioning is still started
            there.
          </>
        ),
        action: toScim("SCIM token"),
      };
    case "add a second Organization Admin":
      return {
        kind: "warn",
        title: "There is only one Organization Admin",
        about: `Should ${me.organizationAdmins[0] ?? "this person"} lose access, nobody here could change token, domains and roles.`,
        action: mayChange && <LinkButton to="/admin/login-access/members">Members</LinkButton>,
      };
    case "refresh the token":
      return {
        kind: "warn",
        title: "The SCIM token is more than a year old",
        about: token
          ? `It was generated on ${onDay(token.generatedAt)}. ${mayChange ? "Refresh it when you can change it in " : "It should be refreshed in "}${place} right away.`
          : "",
        action: mayChange && toScim("Refresh"),
      };
  }
}
