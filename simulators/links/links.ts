/** What an identity provider remembers: which resource of the server is whose, and what it has provisioned of it. */

/** Values by the path where they stand in the resource. What has no value is not there. */
export type Attributes = Readonly<Record<string, string | boolean | undefined>>;

export interface UserLink {
  /** The server's id. */
  readonly id: string;
  readonly attributes: Attributes;
}

export interface GroupLink extends UserLink {
  /** The ids of users, as the server has them. */
  readonly members: Set<string>;
}

/** What was remembered, as it stands in a journal: the first element says what the others are. */
export type Entry =
  | readonly ["before", users: readonly string[], groups: readonly string[]]
  | readonly ["round", round: number]
  | readonly ["done", round: number]
  | readonly ["user", key: string, id: string, attributes: Attributes]
  | readonly ["no user", key: string]
  | readonly ["group", key: string, id: string, attributes: Attributes]
  | readonly ["no group", key: string]
  | readonly ["members", groupKey: string, added: readonly string[], removed: readonly string[]];

export class Links {
  readonly #users = new Map<string, UserLink>();
  readonly #groups = new Map<string, GroupLink>();
  readonly #keys = new Map<string, string>();
  readonly #write: (entry: Entry) => void;
  /** The ids of what was in the directory before the first cycle and has not been linked since; undefined until that is known. */
  before: { readonly users: Set<string>; readonly groups: Set<string> } | undefined;
  /** The round whose cycle was begun last; undefined before the first, which is round 0. */
  round: number | undefined;
  /** Whether that cycle has come to its end. */
  isDone = false;
  /** Whether the cycle under way was interrupted before: some of it may be done and not remembered. */
  isRedoing = false;

  /** @param write is told of each thing that is to be remembered */
  constructor(write: (entry: Entry) => void = () => {}) {
    this.#write = write;
  }

  get users(): ReadonlyMap<string, UserLink> {
    return this.#users;
  }

  get groups(): ReadonlyMap<string, GroupLink> {
    return this.#groups;
  }

  /** The link of a person of the server's id. */
  userOf(id: string): UserLink | undefined {
    return this.#users.get(this.#keys.get(id) ?? "");
  }

  /** Remembers one thing more. */
  remember(entry: Entry): void {
    this.recall(entry);
    this.#write(entry);
  }

  /** Takes in a thing that was remembered before. */
  recall(entry: Entry): void {
    switch (entry[0]) {
      case "before":
        this.before = { users: new Set(entry[1]), groups: new Set(entry[2]) };
        break;
      case "round":
        this.round = entry[1];
        this.isDone = false;
        break;
      case "done":
        this.isDone = true;
        break;
      case "user":
        this.#linkUser(entry[1], { id: entry[2], attributes: entry[3] });
        break;
      case "no user":
        this.#unlinkUser(entry[1]);
        break;
      case "group": {
        const known = this.#groups.get(entry[1]);
        const members = known?.id === entry[2] ? known.members : new Set<string>();
        this.#groups.set(entry[1], { id: entry[2], attributes: entry[3], members });
        this.before?.groups.delete(entry[2]);
        break;
      }
      case "no group":
        this.#groups.delete(entry[1]);
        break;
      case "members": {
        const members = this.#groups.get(entry[1])?.members;
        for (const id of entry[2]) members?.add(id);
        for (const id of entry[3]) members?.delete(id);
      }
    }
  }

  #linkUser(key: string, link: UserLink): void {
    const former = this.#keys.get(link.id);
    // Somebody new got the address, and so the user, of one who was left there suspended.
    if (former !== undefined && former !== key) this.#users.delete(former);
    this.#keys.set(link.id, key);
    this.#users.set(key, link);
    // From now on it is the company's: should it be deleted, it may not be there any more.
    this.before?.users.delete(link.id);
  }

  /** The server drops a deleted user from its groups by itself. */
  #unlinkUser(key: string): void {
    const { id = "" } = this.#users.get(key) ?? {};
    this.#users.delete(key);
    this.#keys.delete(id);
    for (const { members } of this.#groups.values()) members.delete(id);
  }
}
