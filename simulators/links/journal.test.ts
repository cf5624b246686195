import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openJournal, WrongJournal } from "./journal.ts";

const IDENTITY = { seed: "1", users: 3 };

async function file(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "muster-journal-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  return join(directory, "state");
}

test("what was remembered is there when the journal is opened again; a line that was cut off is not", async () => {
  const path = await file();
  const first = openJournal(path, IDENTITY);
  expect(first.isResumed).toBe(false);
  first.links.remember(["before", ["0"], []]);
  first.links.remember(["round", 0]);
  first.links.remember(["user", "p1", "1", { userName: "ann@x", title: undefined }]);
  first.links.remember(["user", "p2", "2", { userName: "bo@x" }]);
  first.links.remember(["group", "g1", "9", { displayName: "Sales" }]);
  first.links.remember(["members", "g1", ["1", "2"], []]);
  first.links.remember(["members", "g1", [], ["2"]]);
  first.close();
  await appendFile(path, '["user","p3"');

  const second = openJournal(path, IDENTITY);
  expect(second.isResumed).toBe(true);
  expect(second.links).toMatchObject({ round: 0, isDone: false, isRedoing: true });
  expect([...second.links.users.keys()]).toEqual(["p1", "p2"]);
  expect(second.links.userOf("1")?.attributes).toEqual({ userName: "ann@x" });
  expect([...(second.links.groups.get("g1")?.members ?? [])]).toEqual(["1"]);
  second.links.remember(["no user", "p1"]);
  second.links.remember(["group", "g1", "9", { displayName: "Ops" }]);
  second.links.remember(["done", 0]);
  second.close();

  const { links } = openJournal(path, IDENTITY);
  expect([...links.users.keys()]).toEqual(["p2"]);
  expect(links.groups.get("g1")).toEqual({ id: "9", attributes: { displayName: "Ops" }, members: new Set() });
  expect(links.isRedoing).toBe(false);
  expect(
    (await readFile(path, "utf8"))
      .split("\n")
      .slice(0, -1)
      .every((line) => JSON.parse(line)),
  ).toBe(true);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("who gets the address, and so the user, of another takes over that link", async () => {
  const { links } = openJournal(await file(), IDENTITY);
  links.remember(["user", "p1", "1", { active: false }]);
  links.remember(["user", "p9", "1", { active: true }]);
  expect([...links.users.keys()]).toEqual(["p9"]);
  expect(links.userOf("1")?.attributes).toEqual({ active: true });
});

test("another company's journal, and what is none, is refused and left as it is", async () => {
  const path = await file();
  openJournal(path, IDENTITY).close();
  expect(() => openJournal(path, { ...IDENTITY, users: 4 })).toThrow(/of a run with users 3, not 4/);
  for (const text of ["a diary\n", "a diary", '["other",{}]\n', "{}\n"]) {
    await writeFile(path, text);
    expect(() => openJournal(path, IDENTITY)).toThrow(WrongJournal);
    expect(await readFile(path, "utf8")).toBe(text);
  }
});
