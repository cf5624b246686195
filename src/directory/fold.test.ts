import { expect, onTestFinished, test } from "vitest";
import { testDatabase } from "../db/testing.ts";
import { fold } from "../scim/fold.ts";

test("every character folds in memory as it does in the database", async () => {
  const { sql, stop } = await testDatabase();
  onTestFinished(stop);
  const rows = await sql<{ character: string; folded: string }[]>`
    select chr(n) as character, casefold(chr(n) collate pg_unicode_fast) as folded
    from generate_series(1, 1114111) as n
    where case when n between 55296 and 57343 then false else casefold(chr(n) collate pg_unicode_fast) <> chr(n) end`;
  expect(rows.length).toBeGreaterThan(1500);
  const folds = new Map(rows.map(({ character, folded }) => [character, folded]));
  for (let point = 1; point <= 0x10ffff; point++) {
    if (point === 0xd800) point = 0xe000;
    const character = String.fromCodePoint(point);
    const folded = folds.get(character) ?? character;
    if (fold(character) !== folded) expect.unreachable(`U+${point.toString(16)} folds to ${folded}`);
  }
});

test("a text folds as its characters do, whatever stands beside them", async () => {
  const { sql, stop } = await testDatabase();
  onTestFinished(stop);
  for (const text of ["ΑΣ ΑΣ.", "Iİıi\u0307", "STRAẞE ﬃ", "ꭰᏸ\ua7ce", "J\u030c😀"]) {
    const [row] = await sql`select casefold(${text} collate pg_unicode_fast) as folded`;
    expect(row?.folded).toBe(fold(text));
  }
});
