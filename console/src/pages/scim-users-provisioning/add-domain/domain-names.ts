import type { RefusedDomain } from "../../../api/types.ts";

/** Why the console itself refuses a name; everything else is the server's to say. */
export const notADomain = "Not a domain name. Write it like example.com.";
export const alreadyListed = "Already in your list.";

/** The names in what was typed or pasted: commas, semicolons, spaces and lines separate them; lower-cased. */
export function namesIn(typed: string): string[] {
  return typed
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((name) => name.replace(/^@/, "").replace(/\.$/, ""))
    .filter((name) => name !== "");
}

/** Whether a name has the form of a domain, after the browser has written an international one in ASCII. */
export function isDomain(name: string): boolean {
  const host = URL.parse(`http://${name}/`)?.hostname;
  const plain = !/[@:/?#[\]%\\]/.test(name);
  return (
    plain &&
    host !== undefined &&
    host.length <= 253 &&
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host)
  );
}

/** Why a name is refused before it is sent, or null. `listed`: the organization's domains. */
export function refusedHere(name: string, listed: readonly string[]): RefusedDomain | null {
  if (!isDomain(name)) return { domain: name, reason: notADomain };
  if (listed.includes(name)) return { domain: name, reason: alreadyListed };
  return null;
}
