import { expect, test } from "vitest";
import { readSettings } from "../settings.ts";
import { localAddress, tenantUrl } from "./addresses.ts";

test.each([
  [{}, "http://localhost:8080"],
  [{ MUSTER_HOST: "0.0.0.0", MUSTER_PORT: "80" }, "http://localhost:80"],
  [{ MUSTER_HOST: "::1" }, "http://localhost:8080"],
  [{ MUSTER_HOST: "10.0.0.5" }, "http://10.0.0.5:8080"],
  [{ MUSTER_HOST: "fd00::5" }, "http://[fd00::5]:8080"],
])("with %j this machine's people find it at %s", (environment, address) => {
  expect(localAddress(readSettings(environment))).toBe(address);
});

test("the Tenant URL is below the public address where that is set", () => {
  expect(tenantUrl(readSettings({ MUSTER_PUBLIC_URL: "https://muster.example.com" }), 1234)).toBe(
    "https://muster.example.com/scim/v2",
  );
  expect(tenantUrl(readSettings({ MUSTER_PORT: "0" }), 1234)).toBe("http://localhost:1234/scim/v2");
});
