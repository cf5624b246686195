/** A SCIM client as plain as can be: what a test sends is what stands on the wire. */

export interface ScimAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says with each expectation what it takes the body to be
  readonly body: any;
}

export type ScimClient = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ScimAnswer>;

/** A client of the endpoint at `base` with `token`. A body that is a string is sent as it is; blanks, quotes and brackets in a path are encoded. */
export function scimClient(base: string, token: string | undefined): ScimClient {
  return async (method, path, body, headers) => {
    const response = await fetch(base + encodeRest(path), {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/scim+json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text === "" ? undefined : JSON.parse(text),
    };
  };
}

/** What a person writes in a path and HTTP does not take. */
function encodeRest(path: string): string {
  return path.replace(/[ "[\]]/g, (character) => encodeURIComponent(character));
}
