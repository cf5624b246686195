/** A user's attributes as its page lists them: in the words and the order of people. */

export interface Attribute {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** Names and ids of machines. */
  readonly mono: boolean;
  /** Whether it is the primary one of several. */
  readonly primary: boolean;
}

type Resource = Readonly<Record<string, unknown>>;

/** The first; the rest follows in the order in which it is stored, ids last. */
const ORDER = [
  "userName",
  "displayName",
  "name",
  "nickName",
  "emails",
  "title",
  "department",
  "manager",
  "phoneNumbers",
];
const LAST = ["externalId"];
/** What stands elsewhere on the page, or says nothing to people. */
const LEFT_OUT = new Set(["schemas", "active", "id", "meta", "groups", "password"]);
const MONO = new Set(["userName", "externalId", "employeeNumber"]);
const AS_THEY_ARE = new Set(["userName", "externalId"]);

const ONE_OF: Readonly<Record<string, (type: string) => string>> = {
  emails: (type) => (type ? `${capitalized(type)} email` : "Email"),
  phoneNumbers: (type) => beside("Phone", type),
  addresses: (type) => beside("Address", type),
  ims: (type) => beside("Chat address", type),
  photos: (type) => beside("Photo", type),
  entitlements: (type) => beside("Entitlement", type),
  roles: (type) => beside("Role at the identity provider", type),
  x509Certificates: (type) => beside("Certificate", type),
};

/** The attributes of `resource`, those of its extensions among them. The manager is told by itself. */
export function attributesOf(resource: Resource): Attribute[] {
  const flat = new Map(
    Object.entries(resource).flatMap(([name, value]) =>
      name.includes(":") && isObject(value) ? Object.entries(value) : [[name, value] as const],
    ),
  );
  const names = [...flat.keys()].filter((name) => !LEFT_OUT.has(name));
  return names
    .toSorted((one, other) => place(one) - place(other))
    .flatMap((name) => {
      if (name === "displayName" && flat.get(name) === wholeName(flat.get("name"))) return [];
      return shown(name, flat.get(name));
    });
}

function place(name: string): number {
  if (LAST.includes(name)) return ORDER.length + 1;
  const at = ORDER.indexOf(name);
  return at === -1 ? ORDER.length : at;
}

function shown(name: string, value: unknown): Attribute[] {
  if (value === null || value === undefined || value === "") return [];
  if (name === "name" && isObject(value)) return namesIn(value);
  if (name === "manager" && isObject(value)) {
    return [attribute(name, "Manager", text(value.displayName) || text(value.value))];
  }
  if (Array.isArray(value)) return value.flatMap((one, index) => element(name, one, index));
  if (isObject(value)) {
    return Object.entries(value).flatMap(([part, one]) =>
      isEmpty(one) ? [] : [attribute(`${name}.${part}`, `${words(name)}, ${lower(words(part))}`, text(one))],
    );
  }
  return [attribute(name, AS_THEY_ARE.has(name) ? name : words(name), text(value), { mono: MONO.has(name) })];
}

/** The name as one would write it, then what of it is not in that. */
function namesIn(name: Resource): Attribute[] {
  const whole = wholeName(name);
  const rest = Object.entries(name).filter(([, value]) => !isEmpty(value) && !whole.includes(text(value)));
  return [
    ...(whole === "" ? [] : [attribute("name", "Name", whole)]),
    ...rest.map(([part, value]) => attribute(`name.${part}`, words(part), text(value))),
  ];
}

function wholeName(name: unknown): string {
  if (!isObject(name)) return "";
  return text(name.formatted) || [name.givenName, name.familyName].map(text).filter(Boolean).join(" ");
}

function element(name: string, one: unknown, index: number): Attribute[] {
  const key = `${name}.${index}`;
  if (!isObject(one)) return isEmpty(one) ? [] : [attribute(key, words(name), text(one))];
  const label = ONE_OF[name]?.(text(one.type)) ?? beside(words(name), text(one.type));
  const value =
    text(one.value) ||
    text(one.formatted) ||
    Object.entries(one)
      .filter(([part, each]) => !["type", "primary", "display", "$ref"].includes(part) && !isEmpty(each))
      .map(([, each]) => text(each))
      .join(", ") ||
    text(one.display);
  return value === "" ? [] : [attribute(key, label, value, { primary: one.primary === true })];
}

function attribute(key: string, label: string, value: string, { mono = false, primary = false } = {}): Attribute {
  return { key, label, value, mono, primary };
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "object" ? JSON.stringify(value) : String(value).trim();
}

function isEmpty(value: unknown): boolean {
  return text(value) === "";
}

function isObject(value: unknown): value is Resource {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** "costCenter" as "Cost center". */
function words(name: string): string {
  if (name === "timezone") return "Time zone";
  return capitalized(name.replace(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}

function beside(word: string, type: string): string {
  return type === "" ? word : `${word}, ${lower(type)}`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function lower(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
