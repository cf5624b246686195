import { Command } from "commander";
import { migrate as runMigrations } from "../db/migrate.ts";
import { checkServer } from "../db/requirements.ts";
import { withDatabase } from "./database.ts";
import { examples } from "./help.ts";
import { print } from "./say.ts";

/** `muster migrate` */
export const migrate = new Command("migrate")
  .description("Brings the database up to date. Starting Muster does so too.")
  .addHelpText("after", examples("./muster migrate", "DATABASE_URL=postgres://… ./muster migrate"))
  .action(() =>
    withDatabase(
      async (sql) => {
        await checkServer(sql);
        const applied = await runMigrations(sql);
        for (const name of applied) print(`Applied ${name}.`);
        print("The database is up to date.");
      },
      { mayBeNew: true, asItIs: true },
    ),
  );
