import { expect, test } from "vitest";
import { disagreements } from "./agreement.ts";
import { add, patch, person, teamOf } from "./bodies.ts";
import { startMuster } from "./muster.ts";

test("what was lost, or told otherwise, between the logs and the rows is found", async () => {
  const muster = await startMuster();
  try {
    const { scim, domain } = await muster.organization();
    const { sql } = muster;
    const emails = [{ value: `Ann@${domain}` }];
    const { body: ann } = await scim("POST", "/Users", person(`ann@${domain}`, { emails, title: "one" }));
    const { body: bob } = await scim("POST", "/Users", person(`bob@${domain}`));
    const { body: crew } = await scim("POST", "/Groups", teamOf("Crew", [bob.id]));
    await scim("PATCH", `/Users/${ann.id}`, patch({ op: "replace", path: "title", value: "two" }));
    await scim("PATCH", `/Groups/${crew.id}`, patch(add([ann.id])));
    const { body: gone } = await scim("POST", "/Groups", teamOf("Gone", [bob.id]));
    await scim("DELETE", `/Groups/${gone.id}`);
    expect(await disagreements(sql)).toEqual([]);

    /** What is found while `damage` is done. */
    const after = async (damage: (tx: typeof sql) => Promise<unknown>) => {
      let found: string[] = [];
      await sql
        .begin(async (tx) => {
          await damage(tx as unknown as typeof sql);
          found = await disagreements(tx as unknown as typeof sql);
          throw new Error("undo");
        })
        .catch(() => {});
      return found.join("\n");
    };
    expect(await after((tx) => tx`delete from memberships where member_id = ${ann.id}`)).toContain(
      "the changes give the members",
    );
    expect(await after((tx) => tx`update users set version = version + 1 where id = ${ann.id}`)).toContain(
      "at version 3",
    );
    expect(await after((tx) => tx`update users set body = body || '{"title": "one"}' where id = ${ann.id}`)).toContain(
      "another body",
    );
    expect(await after((tx) => tx`delete from changes where resource_id = ${ann.id} and version = 1`)).toContain(
      "update to version 2",
    );
    expect(await after((tx) => tx`update changes set version = 3 - version where resource_id = ${ann.id}`)).toContain(
      "to version 2",
    );
    expect(
      await after(
        (tx) => tx`update changes set before = '{"title": "zero"}' where resource_id = ${ann.id} and version = 2`,
      ),
    ).toContain("title was not");
    expect(await after((tx) => tx`update changes set after = null where op = 'delete'`)).toContain("other members");
    expect(await after((tx) => tx`update changes set before = '{}' where op = 'delete'`)).toContain("another body");
    expect(await after((tx) => tx`update users set deleted_at = now() where id = ${bob.id}`)).toContain(
      "one of them is deleted",
    );
    expect(await after((tx) => tx`delete from requests`)).toContain("its request was not stored");
    expect(await after((tx) => tx`update requests set status = 409`)).toContain("the request of another");
    expect(await after((tx) => tx`delete from user_emails`)).toContain("look-up and body differ");
    expect(await after((tx) => tx`update user_emails set value_key = 'x'`)).toContain("look-up and body differ");
  } finally {
    await muster.stop();
  }
});
