/** The page SCIM Users Provisioning, as the console reads and changes it. */

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { person } from "../support/bodies.ts";
import { setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import { scimClient } from "../support/scim-client.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

test("from not set up to off and on again: each token is given once, and the one before is dead", async () => {
  const client = await setUpClient(muster, null, "dana@example.com");
  const read = async () => (await client("GET", "/scim")).body;
  expect(await read()).toMatchObject({ state: "not set up", domains: [], token: null, sendEmailInvites: true });
  const refused = await client("POST", "/scim/domains", { domains: ["gmail.com", "acme.example", "not a domain"] });
  expect(refused.status).toBe(422);
  expect(refused.body.refused.map(({ domain }: { domain: string }) => domain)).toEqual(["gmail.com", "not a domain"]);
  expect((await read()).domains).toEqual([]);
  const added = await client("POST", "/scim/domains", {
    domains: ["acme.example", "acme.test"],
    sendEmailInvites: false,
  });
  expect(added.status).toBe(201);
  const tokens: string[] = [added.body.token];
  const alive = async () => {
    const statuses = [];
    for (const token of tokens) {
      const answer = await scimClient(`${muster.address}/scim/v2`, token)("GET", "/Users?count=1");
      statuses.push(answer.status);
    }
    return statuses;
  };
  const state = await read();
  expect(state).toMatchObject({ state: "on", sendEmailInvites: false, reachable: "local" });
  expect(state.tenantUrl).toBe(`${muster.address}/scim/v2`);
  expect(state.token).toMatchObject({
    prefix: "muster_scim_",
    lastFour: tokens[0]?.slice(-4),
    generatedBy: "Dana Whitfield",
  });
  expect((await client("POST", "/scim/domains", { domains: ["more.example"] })).body).toEqual({ token: null });

  const refresh = () => client("POST", "/scim/token/refresh", { replaces: state.token.id });
  const twice = await Promise.all([refresh(), refresh()]);
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409]);
  tokens.push(twice.find(({ status }) => status === 201)?.body.token);
  expect(await alive()).toEqual([401, 200]);

  expect((await client("POST", "/scim/off")).status).toBe(204);
  expect(await alive()).toEqual([401, 401]);
  expect(await read()).toMatchObject({ state: "off", token: null });
  expect((await refresh()).body.code).toBe("SCIM is off");
  tokens.push((await client("POST", "/scim/on")).body.token);
  expect(await alive()).toEqual([401, 401, 200]);
  expect((await client("POST", "/scim/on")).status).toBe(409);

  const everything = JSON.stringify([await read(), (await client("GET", "/me")).body]);
  for (const token of tokens) expect(everything).not.toContain(token);
});

test("domains, the toggle and what the identity provider did are shown as they are", async () => {
  const { orgId, domain, scim } = await muster.organization();
  const client = await setUpClient(muster, orgId, `dana@${domain}`);
  const { body: ann } = await scim("POST", "/Users", person(`ann@${domain}`, { displayName: "Ann Lee" }));
  await scim("POST", "/Users", person(`bob@${domain}`, { active: false }));
  await scim("POST", "/Groups", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    displayName: "Crew",
    members: [{ value: ann.id }],
  });
  await scim("POST", "/Users", person("eve@elsewhere.example"));
  await scim("GET", "/Users?count=1");
  await Promise.all([muster.requestLog.flush(), muster.lastUse.flush()]);
  const { body } = await client("GET", "/scim");
  expect(body).toMatchObject({
    people: 3,
    suspended: 1,
    groups: 1,
    memberships: 1,
    requests: 5,
    refused: 1,
    refusedDayBefore: 0,
    firstUser: { id: ann.id, name: "Ann Lee" },
    token: { lastUse: { address: "127.0.0.1" } },
  });
  expect(body.tally).toHaveLength(96);
  expect(body.tally.reduce((all: number, { requests }: { requests: number }) => all + requests, 0)).toBe(5);
  expect(body.refusals).toEqual([
    expect.objectContaining({
      sentence: expect.stringContaining("elsewhere.example is not one of your domains"),
      fix: expect.stringContaining("Add it under SCIM Users Provisioning"),
      domain: "elsewhere.example",
    }),
  ]);
  expect((await client("GET", "/scim/domains/people")).body).toEqual([{ domain, people: 3 }]);
  await client("PUT", "/scim/send-email-invites", { on: false });
  expect((await client("GET", "/scim")).body.sendEmailInvites).toBe(false);
  expect((await client("DELETE", `/scim/domains/${domain}`)).status).toBe(204);
  expect((await client("GET", "/scim")).body.domains).toEqual([]);
});

test("the live stream says when requests have come, and when others have changed something", async () => {
  const { orgId, domain, scim } = await muster.organization();
  const client = await setUpClient(muster, orgId, `live@${domain}`);
  const leaving = new AbortController();
  const answer = await fetch(`${muster.address}/api/scim/live`, {
    headers: { cookie: client.cookie },
    signal: leaving.signal,
  });
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const until = async (event: string) => {
    while (!text.includes(`event: ${event}\n`)) text += (await reader?.read())?.value ?? "";
    text = text.slice(text.indexOf(`event: ${event}\n`) + 1);
  };
  await until("ready");
  // What was there before the first look is told once.
  await until("changed\ndata: requests changes");
  await scim("POST", "/Users", person(`ann@${domain}`));
  await until("changed\ndata: requests");
  await client("PUT", "/scim/send-email-invites", { on: false });
  await until("changed\ndata: changes");
  leaving.abort();
});

test("a session has a few streams, not many; a server that stops waits for none", async () => {
  const node = await startMuster(muster);
  const { orgId, domain } = await muster.organization();
  const client = await setUpClient(node, orgId, `many@${domain}`);
  const open = (signal?: AbortSignal) =>
    fetch(`${node.address}/api/scim/live`, { headers: { cookie: client.cookie }, ...(signal && { signal }) });
  const leaving = new AbortController();
  const streams = await Promise.all(Array.from({ length: 6 }, () => open(leaving.signal)));
  expect(streams.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect((await open()).status).toBe(429);
  leaving.abort();
  await vi.waitFor(async () => expect((await open()).status).toBe(200), 5_000);
  const began = performance.now();
  await node.stop();
  expect(performance.now() - began).toBeLessThan(15_000);
});
