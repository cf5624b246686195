import { startAuthentication, startRegistration, WebAuthnError } from "@simplewebauthn/browser";
import type { Ceremony } from "../api/account.ts";

/** Lets the browser make a passkey, and gives what the server keeps of it. */
export async function make(options: Ceremony): Promise<Ceremony> {
  return { ...(await startRegistration({ optionsJSON: options as never })) };
}

/** Lets the browser sign with a passkey. */
export async function use(options: Ceremony): Promise<Ceremony> {
  return { ...(await startAuthentication({ optionsJSON: options as never })) };
}

/** Why the browser gave none, in a sentence; undefined where the person has cancelled, and knows. */
export function failureOf(error: unknown): string | undefined {
  if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") {
    return "This device has a passkey for your account already.";
  }
  if (error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError")) return undefined;
  return "The browser could not do it. Try again, or another device.";
}
