/** What a person manages of their own sign-in. */

import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "./client.ts";
import type { components } from "./schema.ts";

/** How the person signs in. */
export type Account = components["schemas"]["Account"];
export type Passkey = Account["passkeys"][number];

/** A place where the person is signed in. */
export type Session = components["schemas"]["Sessions"]["sessions"][number];

/** What WebAuthn's two sides say to each other: the server's and the browser's business. */
export type Ceremony = Record<string, unknown>;

export const accountQuery = queryOptions({
  queryKey: ["me", "account"],
  queryFn: () => answer(api.GET("/api/me/account")),
});

export const sessionsQuery = queryOptions({
  queryKey: ["me", "sessions"],
  queryFn: async () => (await answer(api.GET("/api/me/sessions"))).sessions,
});

/** Changes the password; refused with code "wrong password" or "weak password". */
export const changePassword = (current: string, password: string) =>
  answer(api.PUT("/api/me/password", { body: { current, password } }));

/** The second step of a sign-in that asks for one; refused with code "wrong code" or "expired". */
export const takeSecondStep = (code: string) => answer(api.POST("/api/auth/second-step", { body: { code } }));

/** A secret for an authenticator app, in force with its first code. */
export const beginSecondStep = () => answer(api.POST("/api/me/second-step"));

/** Turns the second step on; the recovery codes are in this answer alone. */
export const turnSecondStepOn = (code: string) => answer(api.PUT("/api/me/second-step", { body: { code } }));

/** Turns it off. */
export const turnSecondStepOff = () => answer(api.DELETE("/api/me/second-step"));

/** New recovery codes, in this answer alone; the old ones are void. */
export const renewRecoveryCodes = () => answer(api.POST("/api/me/second-step/recovery-codes"));

/** What the browser makes a passkey from. */
export const beginPasskey = () => answer(api.POST("/api/me/passkeys/options"));

/** Adds the passkey that the browser made. */
export const addPasskey = (name: string, response: Ceremony) =>
  answer(api.POST("/api/me/passkeys", { body: { name, response } }));

export const renamePasskey = (id: string, name: string) =>
  answer(api.PATCH("/api/me/passkeys/{id}", { params: { path: { id } }, body: { name } }));

export const removePasskey = (id: string) => answer(api.DELETE("/api/me/passkeys/{id}", { params: { path: { id } } }));

/** What a passkey is asked. */
export const askPasskey = () => answer(api.POST("/api/auth/passkey/options"));

/** Signs in with what the browser made of it. */
export const signInWithPasskey = (response: Ceremony) =>
  answer(api.POST("/api/auth/sign-in/passkey", { body: { response } }));

/** Makes the sign-in recent again by it. */
export const confirmByPasskey = (response: Ceremony) =>
  answer(api.POST("/api/me/confirm/passkey", { body: { response } }));

/** Ends one of the person's sessions. */
export const endSession = (id: string) => answer(api.DELETE("/api/me/sessions/{id}", { params: { path: { id } } }));

/** Ends all of them but this one. */
export const endOtherSessions = () => answer(api.DELETE("/api/me/sessions"));
