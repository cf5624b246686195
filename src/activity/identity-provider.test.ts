import { expect, test } from "vitest";
import { mostOf, providerOfClient, providerOfShape, recognizeIn, type Trace } from "./identity-provider.ts";

const request = (more: Partial<Trace>): Trace => ({
  method: "GET",
  path: "/scim/v2/Users",
  client: null,
  body: null,
  ...more,
});

test.each([
  ["Okta SCIM Client 1.0.0", "Okta"],
  ["Microsoft Azure AD SCIM provisioning 1.0.0", "Entra ID"],
  ["Google-Auto-Provisioning", "Google Workspace"],
  ["OneLogin SCIM", "OneLogin"],
  ["authentik@2026.8", "authentik"],
  ["curl/8.5.0", "curl"],
  ["PostmanRuntime/7.40", "Postman"],
  ["node", undefined],
  ["python-requests/2.32", undefined],
  [null, undefined],
])("%s calls itself %s", (client, name) => expect(providerOfClient(client)).toBe(name));

test.each([
  ["Entra ID", { method: "PATCH", body: '{"Operations":[{"op":"Add","path":"title","value":"x"}]}' }],
  ["Entra ID", { method: "POST", body: '{"active":"True"}' }],
  ["Entra ID", { path: '/scim/v2/Groups?excludedAttributes=members&filter=displayName eq "x"' }],
  ["Entra ID", { path: "/scim/v2/Groups?filter=id+eq+%22g%22+and+members+eq+%22u%22" }],
  ["Entra ID", { path: "/scim/v2/Users?filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22a%22" }],
  ["Entra ID", { path: "/scim/v2/Users?aadOptscim062020" }],
  ["Okta", { path: "/scim/v2/Users?filter=userName%20eq%20%22a%22&startIndex=1&count=100" }],
  ["Okta", { method: "POST", body: '{"externalId":"00ujl29u0le5T6Aj10h7"}' }],
  [undefined, { method: "PATCH", body: '{"Operations":[{"op":"add","path":"title","value":"x"}]}' }],
  [undefined, { path: '/scim/v2/Users?filter=userName eq "a"' }],
])("%s alone sends %j", (name, more) => expect(providerOfShape(request(more))).toBe(name));

test("a request without a shape of its own is from whom most others of its client are; what calls itself something is that", () => {
  const shaped = request({ client: "x", body: '{"op":"Add"}' });
  const recognize = recognizeIn([
    shaped,
    shaped,
    request({ client: "x", body: '{"externalId":"00ujl29u0le5T6Aj10h7"}' }),
  ]);
  expect(recognize(request({ client: "x" }))).toBe("Entra ID");
  expect(recognize(request({ client: "y" }))).toBeUndefined();
  expect(recognize(request({ client: "y", body: '{"op":"Remove"}' }))).toBe("Entra ID");
  expect(recognize({ ...shaped, client: "Okta SCIM Client 1.0.0" })).toBe("Okta");
});

test("the provider of an organization is that of most requests, whoever looked last", () => {
  const okta = request({ client: "Okta SCIM Client 1.0.0" });
  const auditor = request({ client: "muster simulate", path: "/scim/v2/Users?aadOptscim062020" });
  const curl = request({ client: "curl/8.0" });
  expect(mostOf([curl, auditor, auditor, curl, okta])).toBe("Okta");
  expect(mostOf([curl])).toBe("curl");
  expect(mostOf([request({})])).toBeUndefined();
});
