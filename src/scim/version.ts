/** Versions of resources as entity tags. RFC 7644 §3.14, RFC 9110 §8.8.3. */

/**
 * The weak tag of a resource at `version`. The answer of a user names their groups too, which change without moving
 * the user's version: `groupsDigest` then tells two such answers apart.
 */
export function etag(version: number, groupsDigest: string | undefined): string {
  return groupsDigest === undefined ? `W/"${version}"` : `W/"${version}.${groupsDigest}"`;
}

/**
 * Whether a request with this If-Match may change a resource at `version`; it is to be refused with 412 otherwise.
 * Only the number counts: a write that meant the version is not refused because the groups have changed.
 * Tags are taken weak or strong, with or without quotes. RFC 9110 §13.1.1.
 */
export function ifMatchAllows(header: string | undefined, version: number): boolean {
  if (header === undefined) return true;
  return tags(header).some((tag) => tag === "*" || tag.split(".", 1)[0] === String(version));
}

/** Whether a request with this If-None-Match has the answer with `tag` already: 304. RFC 9110 §13.1.2. */
export function ifNoneMatchHits(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const [own] = tags(tag);
  return tags(header).some((known) => known === "*" || known === own);
}

/** The tags of a list, without what marks them weak and without quotes. Ours have no commas. */
function tags(header: string): string[] {
  return header.split(",").map((tag) =>
    tag
      .trim()
      .replace(/^W\//i, "")
      .replace(/^"(.*)"$/, "$1"),
  );
}
