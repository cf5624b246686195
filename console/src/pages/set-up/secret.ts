let secret: string | null = null;

/**
 * Takes a set-up link's secret out of the address, so that neither history nor anybody who looks at the screen keeps
 * it. Called before the router reads the address.
 */
export function takeSetUpSecret(): void {
  if (location.pathname !== "/set-up" || location.hash.length < 2) return;
  // As it stands: a secret has nothing that would be escaped.
  secret = location.hash.slice(1);
  history.replaceState(history.state, "", "/set-up");
}

/** The secret that was taken, or null when the page was opened or reloaded without one. */
export function setUpSecret(): string | null {
  return secret;
}

/** Forgets the secret: it has been used. */
export function forgetSetUpSecret(): void {
  secret = null;
}
