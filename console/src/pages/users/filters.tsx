import type { ReactNode } from "react";
import { ChoiceFilter } from "../../filters/choice-filter.tsx";
import { statusNames } from "../../people/status.tsx";
import type { UsersAddress } from "./address.ts";
import { GroupFilter } from "./group-filter.tsx";

interface UserFiltersProps {
  address: UsersAddress;
  /** The organization's domains. */
  domains: readonly string[];
  onChange: (change: Partial<Record<keyof UsersAddress, string | undefined>>) => unknown;
}

const statuses = [
  { value: "active", name: statusNames.active },
  { value: "suspended", name: statusNames.suspended, about: "By the identity provider" },
  { value: "blocked", name: statusNames.blocked, about: "In this console" },
] as const;

export const sources = [
  { value: "scim", name: "SCIM-managed" },
  { value: "by hand", name: "By hand" },
] as const;

/** What the list of users is filtered by. */
export function UserFilters({ address, domains, onChange }: UserFiltersProps): ReactNode {
  const known =
    address.domain === undefined || domains.includes(address.domain) ? domains : [address.domain, ...domains];
  return (
    <>
      <ChoiceFilter
        name="Status"
        value={address.status}
        choices={statuses}
        onChoose={(status) => onChange({ status })}
      />
      <ChoiceFilter
        name="Source"
        value={address.source}
        choices={sources}
        onChoose={(source) => onChange({ source })}
      />
      {known.length > 0 && (
        <ChoiceFilter
          name="Domain"
          value={address.domain}
          choices={known.map((domain) => ({ value: domain, name: domain }))}
          onChoose={(domain) => onChange({ domain })}
        />
      )}
      <GroupFilter value={address.group} onChoose={(group) => onChange({ group })} />
    </>
  );
}
