import type { Ceremony } from "../api/account.ts";

/** Whether this browser has passkeys at this address: only under https or on localhost, and only for names. */
export const hasPasskeys = (): boolean => "PublicKeyCredential" in window && !/^[\d.]+$|^\[/.test(location.hostname);

/** The person let go of it, or the browser could not; `message` says which, where there is something to say. */
export class NoPasskey extends Error {
  readonly said: string | undefined;

  constructor(said: string | undefined, cause: unknown) {
    super(said ?? "cancelled", { cause });
    this.said = said;
  }
}

/** Lets the browser make a passkey. Throws `NoPasskey`. */
export const makePasskey = (options: Ceremony): Promise<Ceremony> => ceremony("make", options);

/** Lets the browser sign with a passkey. Throws `NoPasskey`. */
export const signWithPasskey = (options: Ceremony): Promise<Ceremony> => ceremony("use", options);

/** Fetched when somebody first wants it. */
async function ceremony(which: "make" | "use", options: Ceremony): Promise<Ceremony> {
  const library = await import("./ceremony.ts");
  try {
    return await library[which](options);
  } catch (error) {
    throw new NoPasskey(library.failureOf(error), error);
  }
}
