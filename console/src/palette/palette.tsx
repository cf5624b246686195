import { useDebouncedValue } from "@mantine/hooks";
import { IconHelp, IconSearch, IconUserCircle, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { initials } from "../people/initials.ts";
import { statusNames } from "../people/status.tsx";
import { products } from "../shell/products.ts";
import text from "../theme/text.module.css";
import { several } from "../time/words.ts";
import { type Found, fitting, foundQuery, marked } from "./found.ts";
import styles from "./palette.module.css";
import { createSpotlight, Spotlight } from "./spotlight.ts";

const [store, spotlight] = createSpotlight();
/** So long nobody has typed before it is looked for, in milliseconds. */
const PAUSE = 150;

interface PaletteProps {
  opened: boolean;
  onClose: () => void;
}

/** Everything that can be gone to by its name: pages, people, groups; and the question why somebody is not here. */
export function Palette({ opened, onClose }: PaletteProps): ReactNode {
  const [query, setQuery] = useState("");
  useEffect(() => {
    if (opened) spotlight.open();
    else spotlight.close();
  }, [opened]);
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      attributes={{ content: { "aria-label": "Search" } }}
      size="37.5rem"
      radius="xl"
      yOffset="8.5dvh"
      overlayProps={{ className: styles.veil ?? "" }}
      classNames={{ content: styles.content ?? "", body: styles.body ?? "" }}
    >
      <Spotlight.Search
        aria-label="Search people, groups and pages"
        placeholder="Search people, groups and pages"
        leftSection={<IconSearch size={20} stroke={1.75} aria-hidden />}
        rightSection={<kbd className={styles.escape}>esc</kbd>}
        classNames={{ input: styles.search ?? "" }}
        maxLength={200}
      />
      <Spotlight.ActionsList className={styles.list ?? ""}>
        <Results words={query.trim()} />
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Results({ words }: { words: string }): ReactNode {
  const router = useRouter();
  const [search] = useDebouncedValue(words, PAUSE);
  const found = useQuery(foundQuery(search));
  // Until the answer is there, those of the words before that still fit: Enter must not lead to others.
  const isBefore = found.isPlaceholderData || search !== words;
  const data = words === "" ? undefined : found.data;
  const { people, groups } = useMemo(() => fitting(data ?? none, isBefore ? words : ""), [data, isBefore, words]);
  const pages = everyPage.filter(({ name }) => words === "" || name.toLowerCase().includes(words.toLowerCase()));
  // The first is chosen, also when people are found after pages were.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever others are listed
  useEffect(chooseFirst, [people, groups, words]);
  const count = people.length + groups.length + pages.length;
  return (
    <>
      {people.length > 0 && (
        <Group name="People">
          {people.map(({ id, name, userName, status }) => (
            <Action
              key={id}
              icon={<span className={styles.initials}>{initials(name)}</span>}
              name={name}
              words={words}
              beside={userName === name ? "" : userName}
              state={status === "active" ? null : statusNames[status]}
              onChoose={() => void router.navigate({ to: "/directory/users/$id", params: { id } })}
            />
          ))}
        </Group>
      )}
      {groups.length > 0 && (
        <Group name="Groups">
          {groups.map(({ id, name, members }) => (
            <Action
              key={id}
              icon={<IconUsersGroup size={18} stroke={1.75} aria-hidden />}
              name={name}
              words={words}
              beside={`${several(members.count, "member", "members")}${members.exact ? "" : " or more"}`}
              onChoose={() => void router.navigate({ to: "/directory/groups/$id", params: { id } })}
            />
          ))}
        </Group>
      )}
      {pages.length > 0 && (
        <Group name="Pages">
          {pages.map(({ name, to, icon: Icon }) => (
            <Action
              key={to}
              icon={<Icon size={18} stroke={1.75} aria-hidden />}
              name={name}
              words={words}
              onChoose={() => void router.navigate({ to })}
            />
          ))}
        </Group>
      )}
      {words !== "" && (
        <Group name="Answers">
          <Action
            icon={<IconHelp size={18} stroke={1.75} aria-hidden />}
            name={`Why isn’t “${words}” here?`}
            words=""
            onChoose={() => void router.navigate({ to: "/activity", search: { why: words } })}
          />
        </Group>
      )}
      <div className={text.hidden} role="status">
        {words !== "" && !found.isFetching && several(count, "result", "results")}
      </div>
    </>
  );
}

const none: Found = { people: [], groups: [] };

/** Spotlight keeps what is chosen as an attribute, where new rows come before it. */
function chooseFirst(): void {
  const actions = document.getElementById(store.getState().listId)?.querySelectorAll("[data-action]") ?? [];
  for (const [index, action] of [...actions].entries()) {
    if (index === 0) action.setAttribute("data-selected", "true");
    else action.removeAttribute("data-selected");
  }
  store.updateState((state) => ({ ...state, selected: 0 }));
}

const everyPage = [
  ...products.flatMap(({ sections }) => sections.flatMap((section) => section.pages)),
  { name: "My account", to: "/account", icon: IconUserCircle } as const,
];

function Group({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <section aria-label={name}>
      <div className={styles.group} aria-hidden="true">
        {name}
      </div>
      {children}
    </section>
  );
}

interface ActionProps {
  icon: ReactNode;
  name: string;
  /** What was typed: it is marked in the name. */
  words: string;
  beside?: string;
  state?: string | null;
  onChoose: () => void;
}

function Action({ icon, name, words, beside, state, onChoose }: ActionProps): ReactNode {
  return (
    <Spotlight.Action onClick={onChoose} className={styles.action ?? ""}>
      <span className={styles.icon}>{icon}</span>
      <span className={styles.name}>
        {marked(name, words).map((part) =>
          part.isFound ? <mark key={part.at}>{part.words}</mark> : <span key={part.at}>{part.words}</span>,
        )}
      </span>
      {beside && <span className={styles.beside}>{beside}</span>}
      {state && <span className={styles.state}>{state}</span>}
    </Spotlight.Action>
  );
}
