import createClient from "openapi-fetch";
import { AnswerLost, refusal } from "./refused.ts";
import type { paths } from "./schema.ts";

/** The admin API, each path with what it takes and answers. Give what it sends to `answer`. */
export const api = createClient<paths>({
  // Answers may hold a token: no cache may.
  cache: "no-store",
  credentials: "same-origin",
  headers: { accept: "application/json" },
});

let shown: string | undefined;

/** Tells which organization the pages show from now on; whether it is another than until now. */
export function showOrganization(id: string): boolean {
  const isAnother = shown !== undefined && shown !== id;
  shown = id;
  return isAnother;
}

/** Which organization the pages show, once that is known. */
export const shownOrganization = (): string | undefined => shown;

api.use({
  onRequest: ({ request, schemaPath }) => {
    // The server refuses what a page asks that shows another organization than the session is in, since another tab
    // has switched it. Who is signed in is always told.
    if (shown !== undefined && schemaPath !== "/api/me") request.headers.set("x-muster-organization", shown);
  },
});

interface Sent<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What the server answers to a request (undefined for 204).
 *
 * Throws `Refused` when the server says no, `AnswerLost` when nothing readable came back: the network broke, or
 * somebody between the two answered instead of the server.
 */
export async function answer<Data>(sent: Promise<Sent<Data>>): Promise<Data> {
  const { data, error, response } = await sent.catch((cause: unknown) => {
    throw new AnswerLost(cause);
  });
  if (response.ok) return data as Data;
  throw refusal(response, error);
}
