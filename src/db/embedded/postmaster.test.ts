import { expect, test } from "vitest";
import { ClusterBusy, explain, parsePidFile } from "./postmaster.ts";

test("postmaster.pid is read by its lines", () => {
  const text = "4711\n/data/cluster\n1790000000\n5432\n/data\n\n  8387 32\nready   \n";
  expect(parsePidFile(text)).toEqual({
    pid: 4711,
    started: 1_790_000_000_000,
    socketDirectory: "/data",
    status: "ready",
  });
});

test("postmaster.pid of a PostgreSQL that has just begun has neither socket nor status", () => {
  expect(parsePidFile("4711\n/data/cluster\n1790000000\n5432\n\n\n")).toMatchObject({
    socketDirectory: "",
    status: "",
  });
});

test("an empty or unreadable postmaster.pid names nobody", () => {
  expect(parsePidFile("")).toBeUndefined();
  expect(parsePidFile("hello\n")).toBeUndefined();
});

test("PostgreSQL's reason is the last fatal line of the process that failed", () => {
  const lines = [
    "2026-11-24 08:00:00.000 UTC [7] FATAL:  the database system is starting up",
    '2026-11-24 08:00:00.001 UTC [8] FATAL:  data directory "/data" has invalid permissions',
    "2026-11-24 08:00:00.001 UTC [8] DETAIL:  Permissions should be u=rwx (0700).",
  ];
  expect(explain(lines, 8).message).toBe('PostgreSQL did not start: data directory "/data" has invalid permissions');
});

test("a lock file or shared memory that another PostgreSQL still has is worth another try", () => {
  const taken = '2026-11-24 08:00:00.001 UTC [8] FATAL:  lock file "postmaster.pid" already exists';
  const leaving =
    "2026-11-24 08:00:00.001 UTC [8] FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use";
  const takenJustNow = '2026-11-24 08:00:00.001 UTC [8] FATAL:  lock file "postmaster.pid" is empty';
  expect(explain([taken], 8)).toBeInstanceOf(ClusterBusy);
  expect(explain([takenJustNow], 8)).toBeInstanceOf(ClusterBusy);
  expect(explain([leaving], 8)).toBeInstanceOf(ClusterBusy);
});
