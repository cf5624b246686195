import type { ReactNode } from "react";
import { Choice, Filters, Words } from "../../filters/chips.tsx";
import { ownTime } from "../../filters/own-time.ts";
import type { AuditLogSearch, Span } from "./search.ts";

interface AuditLogFiltersProps {
  search: AuditLogSearch;
  onChange: (change: AuditLogSearch) => void;
}

const kinds = [
  { value: "person", words: "People" },
  { value: "command line", words: "The command line" },
  { value: "job", words: "Muster itself" },
] as const;

const types = [
  { value: "user", words: "Users" },
  { value: "group", words: "Groups" },
  { value: "role", words: "Roles" },
  { value: "domain", words: "Email domains" },
  { value: "token", words: "SCIM token" },
  { value: "connection", words: "SCIM on and off, invites" },
  { value: "session", words: "Sign-ins" },
  { value: "account", words: "Passwords and second steps" },
  { value: "passkey", words: "Passkeys" },
  { value: "organization", words: "Organization" },
] as const;

const spans: readonly { value: Span; words: string }[] = [
  { value: "day", words: "The last 24 hours" },
  { value: "week", words: "The last 7 days" },
  { value: "month", words: "The last 30 days" },
  { value: "year", words: "The last year" },
];

/** Who, what, about whom and when. */
export function AuditLogFilters({ search, onChange }: AuditLogFiltersProps): ReactNode {
  const { actor, type, about, within, from, to } = search;
  const kind = kinds.find(({ value }) => value === actor);
  const own = ownTime(from, to);
  const time = own === null ? [] : [{ value: "own" as const, words: own }];
  return (
    <Filters>
      <Choice
        name="Done by"
        value={kind?.value ?? null}
        options={kinds}
        onChange={(value) => onChange({ actor: value ?? undefined })}
      />
      <Words
        name="Name"
        label="A part of the name of who did it"
        value={kind ? null : (actor ?? null)}
        onChange={(value) => onChange({ actor: value ?? undefined })}
      />
      <Choice
        name="What"
        value={types.find(({ value }) => value === type)?.value ?? null}
        options={types}
        onChange={(value) => onChange({ type: value ?? undefined })}
      />
      <Words
        name="About"
        label="A person, a group, a domain or a text"
        value={about ?? null}
        onChange={(value) => onChange({ about: value ?? undefined })}
      />
      <Choice<Span | "own">
        name="Time"
        value={within ?? (own === null ? null : "own")}
        options={[...time, ...spans]}
        onChange={(value) => {
          if (value !== "own") onChange({ within: value ?? undefined, from: undefined, to: undefined });
        }}
      />
    </Filters>
  );
}
