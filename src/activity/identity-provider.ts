/** Which identity provider a request is from: what it calls itself, or else the shapes that only it sends. */

/** What is looked at of a request. */
export interface Trace {
  readonly method: string;
  readonly path: string;
  /** The User-Agent. */
  readonly client: string | null;
  /** The body, or its beginning. */
  readonly body: string | null;
}

/** What calls itself what, in User-Agents. Tools that people set up and try with are named too. */
const CLIENTS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bokta\b/i, "Okta"],
  [/azure|entra\b|\baad\b|microsoft.*(scim|provisioning)/i, "Entra ID"],
  [/google-auto-?provisioning|google/i, "Google Workspace"],
  [/onelogin/i, "OneLogin"],
  [/jumpcloud/i, "JumpCloud"],
  [/pingone|pingfederate|ping ?identity/i, "Ping Identity"],
  [/rippling/i, "Rippling"],
  [/keycloak/i, "Keycloak"],
  [/authentik/i, "authentik"],
  [/sailpoint/i, "SailPoint"],
  [/^curl\//i, "curl"],
  [/postman/i, "Postman"],
];

/** Tools whose settings are nobody's provisioning. */
const TOOLS: ReadonlySet<string | undefined> = new Set(["curl", "Postman"]);

/** Whether `provider` is a tool that people try the endpoint out with. */
export function isTool(provider: string | undefined): boolean {
  return TOOLS.has(provider);
}

/** Shapes of Entra ID, from its documentation: operations with a capital, its own URNs and its ways of asking. */
const ENTRA = {
  path: [
    /aadOptscim062020/i,
    /^[^?]*\/Groups\?(?=.*excludedAttributes=members)(?=.*filter=displayName)/i,
    /filter=id(%20|\+| )eq.*(%20|\+| )and(%20|\+| )members(%20|\+| )eq/i,
    /filter=emails(%5B|\[)type(%20|\+| )eq(%20|\+| )(%22|")work(%22|")(%5D|\])\.value/i,
  ],
  body: [
    /"op"\s*:\s*"(Add|Replace|Remove)"/,
    /schemas\.microsoft\.com\/2006\/11\/ResourceManagement\/ADSCIM/,
    /"active"\s*:\s*"(True|False)"/,
  ],
};

/** Shapes of Okta: its ids begin so, and it never leaves these out of a POST. */
const OKTA = {
  path: [/filter=userName(%20|\+| )eq(%20|\+| ).*&startIndex=1&count=100\b/i],
  body: [/"externalId"\s*:\s*"00[ug][0-9A-Za-z]{17}"/],
};

/** The provider that calls itself so in `client`. */
export function providerOfClient(client: string | null): string | undefined {
  return client === null ? undefined : CLIENTS.find(([pattern]) => pattern.test(client))?.[1];
}

/** The provider that alone sends requests of this shape; undefined where others might. */
export function providerOfShape({ path, body }: Trace): string | undefined {
  const has = ({ path: paths, body: bodies }: typeof ENTRA) =>
    paths.some((shape) => shape.test(path)) || (body !== null && bodies.some((shape) => shape.test(body)));
  if (has(ENTRA)) return "Entra ID";
  if (has(OKTA)) return "Okta";
  return undefined;
}

/**
 * Tells whose requests are. A request without a shape of its own is from whom most others of the same User-Agent are,
 * among `sample`.
 */
export function recognizeIn(sample: readonly Trace[]): (request: Trace) => string | undefined {
  const votes = new Map<string | null, Map<string, number>>();
  for (const trace of sample) {
    const name = providerOfShape(trace);
    if (name === undefined) continue;
    const ofClient = votes.get(trace.client) ?? new Map<string, number>();
    ofClient.set(name, (ofClient.get(name) ?? 0) + 1);
    votes.set(trace.client, ofClient);
  }
  const most = (client: string | null) => [...(votes.get(client) ?? [])].sort(([, a], [, b]) => b - a)[0]?.[0];
  return (request) => providerOfClient(request.client) ?? most(request.client) ?? providerOfShape(request);
}

/** What looks at a provider's work, or tries the endpoint out: none where a provider sends requests too. */
const BYSTANDERS = /^(?:curl\/|muster)|postman/i;

/** The provider that most of `sample` are from, whatever came last. */
export function mostOf(sample: readonly Trace[]): string | undefined {
  const recognize = recognizeIn(sample);
  const votes = new Map<string, number>();
  const count = (traces: readonly Trace[]) => {
    for (const name of traces.map(recognize)) if (name !== undefined) votes.set(name, (votes.get(name) ?? 0) + 1);
  };
  count(sample.filter(({ client }) => client === null || !BYSTANDERS.test(client)));
  if (votes.size === 0) count(sample);
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0];
}
