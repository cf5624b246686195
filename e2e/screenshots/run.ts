/**
 * Pictures of every page and state of the console, on a real server that a simulated identity provider keeps alive, in
 * light, dark and at 360 px, each examined by axe: npm run screenshots -- [--only WORDS] [--looks light,dark,phone]
 * [--into FOLDER]. Those that README and docs/ show are taken anew with `--docs`. Exits with 1 where something is wrong
 * with a page.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../console/chromium.ts";
import { type Service, startService } from "./service.ts";
import { type State, states } from "./states.ts";

const LOOKS = {
  light: { viewport: { width: 1280, height: 860 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 740 }, colorScheme: "light", hasTouch: true },
} as const;
type Look = keyof typeof LOOKS;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    looks: { type: "string", default: Object.keys(LOOKS).join() },
    into: { type: "string", default: "screenshots" },
    docs: { type: "boolean", default: false },
  },
});

const wanted = Object.entries(states).filter(
  ([name, { isInDocs }]) => name.includes(values.only) && (!values.docs || isInDocs === true),
);
const looks: Look[] = values.docs ? ["light"] : (values.looks.split(",") as Look[]);
const folder = values.docs ? "docs/pictures" : values.into;

await mkdir(folder, { recursive: true });
await using service = await startService(console.log);
await using browser = await launchChromium();
let faults = 0;
for (const [name, state] of wanted) for (const look of looks) faults += await take(browser, service, name, state, look);
console.log(`${wanted.length * looks.length} pictures in ${folder}, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;

/** Takes one picture; how much is wrong with the page. */
async function take(browser: Browser, service: Service, name: string, state: State, look: Look): Promise<number> {
  const called = `${name}-${look}`;
  const context = await browser.newContext({ ...LOOKS[look], baseURL: service.address, reducedMotion: "reduce" });
  const faults: string[] = [];
  try {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await enter(context, service, state);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
      const isExpected = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isExpected) faults.push(message.text());
    });
    await state.before?.(page);
    const path = typeof state.path === "function" ? await state.path(service) : state.path;
    await page.goto(path);
    await state.act?.(page, service);
    // What slides in or fades is shown when it stands.
    await page.waitForTimeout(state.isStill === false ? 0 : 450);
    await page.screenshot({ path: join(folder, `${values.docs ? name : called}.png`), fullPage: !values.docs });
    faults.push(...(await examine(page)));
  } catch (error) {
    faults.push(String(error).slice(0, 400));
    await context.pages()[0]?.screenshot({ path: join(folder, `${called}-fault.png`) });
  } finally {
    await context.close();
  }
  for (const fault of faults) console.log(`${called}: ${fault}`);
  return faults.length;
}

async function enter(context: BrowserContext, service: Service, { as = "dana" }: State): Promise<void> {
  if (as !== "nobody") await context.addCookies(await service.cookies(as));
}

/** What axe finds, and whether the page is wider than the window. */
async function examine(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate<string[]>(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => "axe " + id + ": " + html.slice(0, 160))))`);
  const tooWide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  return tooWide > 0 ? [...violations, `scrolls sideways by ${tooWide} px`] : violations;
}
