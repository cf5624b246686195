import type { ReactNode } from "react";
import { Choice, Filters, Words } from "../../filters/chips.tsx";
import type { AuditLogSearch } from "./search.ts";

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
  { value: "account", words: "Sign-in" },
  { value: "organization", words: "Organization" },
] as const;

const spans = [
  { value: "1", words: "The last 24 hours" },
  { value: "7", words: "The last 7 days" },
  { value: "30", words: "The last 30 days" },
  { value: "365", words: "The last year" },
] as const;

const DAY_MS = 86_400_000;

/** Who, what, about whom and when. */
export function AuditLogFilters({ search, onChange }: AuditLogFiltersProps): ReactNode {
  const { actor, type, about, from } = search;
  const kind = kinds.find(({ value }) => value === actor);
  const days = from ? Math.round((Date.now() - Date.parse(from)) / DAY_MS) : 0;
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
      <Choice
        name="Time"
        value={spans.find(({ value }) => Number(value) === days)?.value ?? null}
        options={spans}
        onChange={(value) =>
          onChange({ from: value ? new Date(Date.now() - Number(value) * DAY_MS).toISOString() : undefined })
        }
      />
    </Filters>
  );
}
