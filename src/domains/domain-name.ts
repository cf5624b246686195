/** What an email domain is: how it is written, and which may not be added. */

import { domainToASCII } from "node:url";
import mailProviders from "email-providers/common.json" with { type: "json" };
import { parse } from "tldts";

declare const brand: unique symbol;
/** A domain as it is stored and compared: lower-case ASCII (IDN as Punycode). */
export type DomainName = string & { readonly [brand]: "DomainName" };

/** Why a name can't be added, in the words of the page. */
export const NOT_A_DOMAIN = "Not a domain name. Write it like example.com.";
export const PUBLIC_PROVIDER = "A public mail provider. Anyone can get an address there.";

/** The list of providers names these too; RFC 2606 §3 reserves them for examples, such as ours. */
const RESERVED = new Set(["example.com", "example.net", "example.org"]);
const publicProviders = new Set(mailProviders.filter((domain) => !RESERVED.has(domain)));

/** `text` as a domain name, or why it can't be one that an organization adds. */
export function readDomain(text: string): { domain: DomainName } | { refused: string } {
  const domain = toDomainName(text.trim().replace(/^@/, "").replace(/\.$/, ""));
  const parsed = domain && parse(domain, { allowPrivateDomains: false });
  if (!parsed || parsed.isIp || parsed.hostname !== domain || !parsed.domain) return { refused: NOT_A_DOMAIN };
  if (publicProviders.has(domain)) return { refused: PUBLIC_PROVIDER };
  return { domain };
}

/** The domain of an email address (or of a userName that is one); undefined when there is none. */
export function domainOfAddress(address: string): DomainName | undefined {
  const at = address.lastIndexOf("@");
  return at < 0 ? undefined : toDomainName(address.slice(at + 1).trim()) || undefined;
}

/** Lower-case ASCII; "" when `text` can't be a host name. */
function toDomainName(text: string): DomainName | "" {
  return domainToASCII(text) as DomainName | "";
}
