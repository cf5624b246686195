/** What the address of a list says, read from its search: whatever else stands there is left out. */

/** The text of `name`; undefined where there is none. */
export function textIn(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name];
  // The router reads figures as numbers.
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The one of `choices` that `name` is; undefined where it is none. */
export function choiceIn<Choice extends string>(
  search: Record<string, unknown>,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === search[name]);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** `values` without those that are undefined: an address has no empty places. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
