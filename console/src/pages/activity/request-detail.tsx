import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type ActivityRequest, requestQuery } from "../../api/activity.ts";
import { isRefused } from "../../api/refused.ts";
import { Bone, useSlow } from "../../states/bone.tsx";
import { Failure } from "../../states/failure.tsx";
import text from "../../theme/text.module.css";
import { Told } from "../../told/told.tsx";
import { Fix } from "./fix.tsx";
import styles from "./request-detail.module.css";
import { durationInWords, indented, sizeInWords } from "./wire.ts";

type Resource = NonNullable<ActivityRequest["resource"]>;

interface RequestDetailProps {
  id: string;
  /** Where the fix stands above already. */
  withoutFix?: boolean;
}

/** A request opened: what to do, what was asked, how it was answered and what it changed. */
export function RequestDetail({ id, withoutFix = false }: RequestDetailProps): ReactNode {
  const request = useQuery(requestQuery(id));
  if (request.data) return <Opened request={request.data} withoutFix={withoutFix} />;
  if (request.isPending) return <Loading />;
  if (isRefused(request.error, "not found")) {
    return <p className={text.second}>This request is kept no longer.</p>;
  }
  return <Failure onRetry={() => request.refetch()} busy={request.isFetching} />;
}

function Opened({ request, withoutFix }: { request: ActivityRequest; withoutFix: boolean }): ReactNode {
  const { fix, domain, changes, notes, body, address, provider, client } = request;
  return (
    <>
      {fix && !withoutFix && <Fix fix={fix} domain={domain} />}
      {changes.length > 0 && (
        <div className={styles.changes}>
          <h3>What changed</h3>
          <ul>
            {changes.map(({ id, sentence, lines }) => (
              <li key={id}>
                <Told text={sentence} />
                {lines.length > 0 && (
                  <ul className={styles.lines}>
                    {lines.map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <div className={styles.wire}>
        <Pane name="Request" beside={[body === null ? null : sizeInWords(body), address && `from ${address}`]}>
          <Asked request={request} />
        </Pane>
        <Pane name="Answer" beside={[durationInWords(request.durationMs)]}>
          <Answered request={request} />
        </Pane>
      </div>
      <p className={`${styles.client} ${text.small}`}>
        {request.resource && !request.resource.deleted && <ResourceLink resource={request.resource} />}
        <span className={text.dim}>{[provider, client].filter((one) => one !== null && one !== "").join(" · ")}</span>
      </p>
    </>
  );
}

/** To the page of whom it was about. */
function ResourceLink({ resource: { type, id, name } }: { resource: Resource }): ReactNode {
  return type === "user" ? (
    <Link to="/directory/users/$id" params={{ id }} className={text.link}>
      {name}
    </Link>
  ) : (
    <Link to="/directory/groups/$id" params={{ id }} className={text.link}>
      {name}
    </Link>
  );
}

interface PaneProps {
  name: string;
  beside: (string | null)[];
  children: ReactNode;
}

function Pane({ name, beside, children }: PaneProps): ReactNode {
  return (
    <section className={styles.pane} aria-label={name}>
      <div className={styles.caption}>
        <span>{name}</span>
        <span>{beside.filter((one) => one !== null && one !== "").join(" ")}</span>
      </div>
      {/* It scrolls where a line is long, and so the keyboard must reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <pre tabIndex={0}>{children}</pre>
    </section>
  );
}

function Asked({ request: { method, path, body } }: { request: ActivityRequest }): ReactNode {
  return (
    <>
      <i>{method}</i> {path}
      {"\n"}
      <i>Authorization:</i> Bearer <s>removed</s>
      {body !== null && `\n\n${indented(body)}`}
    </>
  );
}

function Answered({ request }: { request: ActivityRequest }): ReactNode {
  const { status, answer, results, method, resource } = request;
  const words =
    results !== null
      ? `${results} ${results === 1 ? "resource" : "resources"}`
      : status === 204
        ? "No content"
        : method === "GET"
          ? "What was asked for; answers to reads are not kept."
          : `The ${resource?.type ?? "resource"} as it was then; what changed stands above.`;
  return (
    <>
      <u data-refused={status >= 400 || undefined}>{status}</u> application/scim+json
      {answer === null ? (
        <span className={styles.words}>
          {"\n\n"}
          {words}
        </span>
      ) : (
        `\n\n${indented(answer)}`
      )}
    </>
  );
}

function Loading(): ReactNode {
  const slow = useSlow();
  return (
    <div className={styles.wire} aria-busy="true">
      {[0, 1].map((pane) => (
        <div key={pane} className={styles.bones}>
          {slow && [220, 160, 190].map((width) => <Bone key={width} width={width} />)}
        </div>
      ))}
    </div>
  );
}
