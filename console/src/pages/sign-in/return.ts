/** Where one was going, if that is a page of the console; else its start. Never leads to another site. */
export function safeReturn(path: string): string {
  const url = URL.parse(path, location.origin);
  const here = url?.origin === location.origin && path.startsWith("/");
  // "/.//evil.example" is a path here, and another site once it stands by itself.
  return here && !url.pathname.startsWith("//") && url.pathname !== "/sign-in" ? url.pathname + url.search : "/";
}
