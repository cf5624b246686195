/** A body as one reads it: JSON indented; anything else as it is. */
export function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** "640 B", "1.2 kB". */
export function sizeInWords(body: string): string {
  const bytes = new TextEncoder().encode(body).length;
  return bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`;
}

/** "4 ms", "1.2 s"; null where it is not known. */
export function durationInWords(ms: number | null): string | null {
  if (ms === null) return null;
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 1 ? "less than 1 ms" : `${Math.round(ms)} ms`;
}
