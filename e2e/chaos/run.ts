/** `npm run chaos`: deaths at random moments, many of them. */

import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type ChaosReport, CONTROLS, type Control, isAsItShouldBe, runChaos } from "./chaos.ts";

const USAGE = `npm run chaos -- [--kills 100] [--seed TEXT] [--control NAME]

Lets five simulated identity providers sync while the server, its PostgreSQL or both are killed with -9 at random
moments, and then looks whether all that was acknowledged is there and every directory equals its identity provider's.

  --kills N       so many deaths (100)
  --seed TEXT     the companies and the moments (by default the time)
  --control NAME  with a fault, which must be found out:
${Object.entries(CONTROLS)
  .map(([name, what]) => `                  ${name}: ${what}`)
  .join("\n")}`;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    seed: { type: "string", default: new Date().toISOString() },
    control: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const kills = Number(values.kills);
const control = (Object.keys(CONTROLS) as Control[]).find((name) => name === values.control);
if (values.help || values.control !== control || !Number.isSafeInteger(kills) || kills < 1) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const directory = await mkdtemp(join(await realpath(tmpdir()), "muster-chaos-"));
// As root, PostgreSQL runs as another account, which must get here.
await chmod(directory, 0o755);
const began = Date.now();
const report = await runChaos({
  data: join(directory, "data"),
  kills,
  seed: values.seed,
  control,
  onKill: (number, victim, acknowledged) =>
    console.error(`${number} of ${kills}: ${victim} killed after ${acknowledged} acknowledged writes`),
}).finally(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
console.log(inWords(report));
process.exitCode = isAsItShouldBe(report, control !== undefined) ? 0 : 1;

function inWords({ kills: { server, PostgreSQL, both }, acknowledged, repeated, lost, findings }: ChaosReport): string {
  const seconds = Math.round((Date.now() - began) / 1000);
  const found =
    findings.length === 0
      ? "nothing lost, directories equal, changes and requests agree with the rows"
      : `${findings.length} findings`;
  return [
    `seed ${values.seed}: ${server} deaths of the server, ${PostgreSQL} of PostgreSQL, ${both} of both, in ${seconds} s`,
    `${acknowledged} writes acknowledged, ${repeated} requests sent again`,
    ...(values.control
      ? [lost.length > 0 ? `the control is caught: ${lost.length} lost` : "the control is not caught"]
      : []),
    found,
    ...findings.slice(0, 30).map((finding) => `  ${finding}`),
    ...(findings.length > 30 ? [`  and ${findings.length - 30} more`] : []),
  ].join("\n");
}
