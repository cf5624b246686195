import { request } from "./request.ts";
import type { DomainPeople, Me, Provisioning, SetUp, SetUpLink } from "./types.ts";

/** Who is signed in; refused with 401 when nobody is. */
export const readMe = (): Promise<Me> => request("GET", "/api/me");

/** Signs in; the answer may ask for a second factor. */
export const signIn = (email: string, password: string): Promise<{ twoFactorRedirect?: boolean } | undefined> =>
  request("POST", "/api/auth/sign-in/email", { email, password });

/** Ends the session. */
export const signOut = (): Promise<void> => request("POST", "/api/auth/sign-out", {});

/** Carries the session over to another organization of the same account. */
export const chooseOrganization = (organizationId: string): Promise<void> =>
  request("PUT", "/api/me/organization", { organizationId });

/** Makes the sign-in recent again; refused with code "wrong password". */
export const confirmPassword = (password: string): Promise<void> => request("POST", "/api/me/confirm", { password });

/** Whom a set-up link is for; refused with 410 when it is used, expired or unknown. */
export const lookAtSetUp = (secret: string): Promise<SetUpLink> => request("POST", "/api/set-up/look", { secret });

/** Uses a set-up link; signed in afterwards. */
export const setUp = (form: SetUp): Promise<void> => request("POST", "/api/set-up", form);

/** All that the SCIM Users Provisioning page tells. */
export const readProvisioning = (): Promise<Provisioning> => request("GET", "/api/scim");

/** How many people carry each domain; a second or so in a large directory. */
export const readDomainPeople = (): Promise<DomainPeople[]> => request("GET", "/api/scim/domains/people");

/** Adds domains, all or none. The first ones enable SCIM, and only then the answer holds a token. */
export const addDomains = (domains: string[], sendEmailInvites?: boolean): Promise<{ token: string | null }> =>
  request("POST", "/api/scim/domains", {
    domains,
    ...(sendEmailInvites === undefined ? {} : { sendEmailInvites }),
  });

/** Removes a domain; its people stay. */
export const removeDomain = (domain: string): Promise<void> =>
  request("DELETE", `/api/scim/domains/${encodeURIComponent(domain)}`);

/** Whether new users get an invite. */
export const sendEmailInvites = (on: boolean): Promise<void> => request("PUT", "/api/scim/send-email-invites", { on });

/** Generates a new token in place of the one named; the old one is revoked at once. */
export const refreshToken = (replaces: string): Promise<{ token: string }> =>
  request("POST", "/api/scim/token/refresh", { replaces });

/** Turns SCIM off: the token is revoked, people and groups stay. */
export const turnOff = (): Promise<void> => request("POST", "/api/scim/off", {});

/** Turns SCIM on again, with a new token. */
export const turnOn = (): Promise<{ token: string }> => request("POST", "/api/scim/on", {});
