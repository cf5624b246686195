import { isIP } from "node:net";

/** Whether an identity provider on the internet can use `origin`, as far as its text tells. */
export function isHostPublic(origin: string): "public" | "local" | "not https" {
  const { hostname, protocol } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isLocalName(host) || (isIP(host) > 0 && isLocalAddress(host))) return "local";
  return protocol === "https:" ? "public" : "not https";
}

/** Names without a dot, and those that RFC 6762 and RFC 6761 keep for local use. */
function isLocalName(host: string): boolean {
  return isIP(host) === 0 && (!host.includes(".") || /\.(local|localhost|internal|test|lan|home\.arpa)$/i.test(host));
}

/** RFC 1918, 4193, 4291, 3927 and loopback. */
function isLocalAddress(address: string): boolean {
  return /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0|::1?$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i.test(
    address,
  );
}
