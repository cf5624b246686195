/** What an email domain is: how it is written, and which may not be added. */

import { domainToASCII, domainToUnicode } from "node:url";
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

/** What no address has, but a list of them does, or a name around one. */
const NO_PART_OF_AN_ADDRESS = /[,;<>]/;
const HOST_NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*$/u;

/**
 * `text` as a domain name, or why it can't be one that an organization adds. Names of no registry pass,
 * for Active Directory's userNames often end in one (ann@corp.local); so does a registry's own such as github.io, for only
 * addresses at exactly this name are meant.
 */
export function readDomain(text: string): { domain: DomainName } | { refused: string } {
  const domain = domainNamed(text);
  const parsed = domain && parse(domain, { allowPrivateDomains: false });
  if (!parsed || parsed.isIp || parsed.hostname !== domain || !parsed.domain) return { refused: NOT_A_DOMAIN };
  if (publicProviders.has(domain)) return { refused: PUBLIC_PROVIDER };
  return { domain };
}

/** The domain that `text` names, whether or not it may be added; "" when it can't be a host name. */
export function domainNamed(text: string): DomainName | "" {
  const name = text.trim().replace(/^@/, "").replace(/\.$/, "");
  // Node's own reading stops at "/", "?" and "#" and decodes "%".
  const domain = HOST_NAME.test(name) ? domainToASCII(name) : "";
  return isWrittenAs(name, domain) ? (domain as DomainName) : "";
}

/**
 * Whether nothing but case and accents' encoding tells `name` from `domain`. IDNA also maps look-alikes such as fullwidth
 * letters (UTS #46 §4), but a directory doesn't: "ann" at such a name would be a second Ann within the same domain.
 */
function isWrittenAs(name: string, domain: string): boolean {
  const lower = name.normalize("NFC").replace(/./gu, (character) => character.toLowerCase());
  return lower === domain || lower.normalize("NFC") === domainToUnicode(domain);
}

/**
 * The domain of an email address, or of a userName that is one. Undefined when there is no "@"; null when there is one
 * but no single address with a domain can be read: who could be reached by it is then anybody's guess.
 */
export function domainOfAddress(address: string): DomainName | undefined | null {
  const [, domain, ...more] = address.split("@");
  if (domain === undefined) return undefined;
  if (more.length > 0 || domain === "" || NO_PART_OF_AN_ADDRESS.test(address)) return null;
  return domainNamed(domain) || null;
}
