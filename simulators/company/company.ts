/** A company: its people and groups, as its own records have them. It knows nothing of SCIM. */

/** Left: gone, the account is kept for a while. Deleted: the account is no more; nobody comes back from there. */
type Standing = "employed" | "left" | "deleted";

export interface Person {
  /** Never another's, the same in each run of a seed: "p12". */
  readonly key: string;
  givenName: string;
  familyName: string;
  displayName: string;
  /** Also the sign-in name. Folded, it is nobody else's who is not deleted. */
  address: string;
  title: string | undefined;
  department: string | undefined;
  readonly employeeNumber: string;
  mobile: string | undefined;
  street: string | undefined;
  language: string;
  /** The key of an employed person. */
  manager: string | undefined;
  standing: Standing;
}

export interface Group {
  /** Never another's, the same in each run of a seed: "g3". */
  readonly key: string;
  name: string;
  /** Keys of employed people. */
  readonly members: Set<string>;
  isDissolved: boolean;
}

export interface Company {
  readonly seed: string;
  /** Of all addresses. */
  readonly domain: string;
  /** Rounds of life since it was founded. */
  round: number;
  /** By key, in the order in which they came; those who are deleted, too. */
  readonly people: Map<string, Person>;
  /** By key, in the order in which they were founded; those dissolved, too. */
  readonly groups: Map<string, Group>;
  /** Addresses, in small letters, that a person has or has had: given to nobody else, but see `rehire`. */
  readonly addresses: Set<string>;
  /** Group names that were ever given. */
  namedGroups: number;
}

/** The people of one standing, in the order in which they came. */
export function peopleWho(company: Company, standing: Standing): Person[] {
  return [...company.people.values()].filter((person) => person.standing === standing);
}

/** The groups that there are. */
export function livingGroups(company: Company): Group[] {
  return [...company.groups.values()].filter(({ isDissolved }) => !isDissolved);
}
