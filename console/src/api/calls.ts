import { answer, api } from "./client.ts";
import type { SetUp } from "./types.ts";

/** Who is signed in; refused with 401 when nobody is. */
export const readMe = () => answer(api.GET("/api/me"));

/** Signs in; the answer may ask for a second step. */
export const signIn = (email: string, password: string) =>
  answer(api.POST("/api/auth/sign-in/email", { body: { email, password } }));

/** Ends the session. */
export const signOut = () => answer(api.POST("/api/auth/sign-out"));

/** Carries the session over to another organization of the same account. */
export const chooseOrganization = (organizationId: string) =>
  answer(api.PUT("/api/me/organization", { body: { organizationId } }));

/** Makes the sign-in recent again; refused with code "wrong password". */
export const confirmPassword = (password: string) => answer(api.POST("/api/me/confirm", { body: { password } }));

/** Whom a set-up link is for; refused with 410 when it is used, expired or unknown. */
export const lookAtSetUp = (secret: string) => answer(api.POST("/api/set-up/look", { body: { secret } }));

/** Uses a set-up link; signed in afterwards. */
export const setUp = (form: SetUp) => answer(api.POST("/api/set-up", { body: form }));

/** All that the SCIM Users Provisioning page tells. */
export const readProvisioning = () => answer(api.GET("/api/scim"));

/** How many people carry each domain; a second or so in a large directory. */
export const readDomainPeople = () => answer(api.GET("/api/scim/domains/people"));

/** Adds domains, all or none. The first ones enable SCIM, and only then the answer holds a token. */
export const addDomains = (domains: string[], sendEmailInvites?: boolean) =>
  answer(
    api.POST("/api/scim/domains", {
      body: { domains, ...(sendEmailInvites !== undefined && { sendEmailInvites }) },
    }),
  );

/** Removes a domain; its people stay. */
export const removeDomain = (domain: string) =>
  answer(api.DELETE("/api/scim/domains/{domain}", { params: { path: { domain } } }));

/** Whether new users get an invite. */
export const sendEmailInvites = (on: boolean) => answer(api.PUT("/api/scim/send-email-invites", { body: { on } }));

/** Generates a new token in place of the one named; the old one is revoked at once. */
export const refreshToken = (replaces: string) => answer(api.POST("/api/scim/token/refresh", { body: { replaces } }));

/** Turns SCIM off: the token is revoked, people and groups stay. */
export const turnOff = () => answer(api.POST("/api/scim/off"));

/** Turns SCIM on again, with a new token. */
export const turnOn = () => answer(api.POST("/api/scim/on"));
