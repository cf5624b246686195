import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

/** At most one reading in this time, however much arrives. */
const pace = 2000;
/** How long to wait before asking anew, where the browser does not do it by itself. */
const patience = 10_000;

/**
 * Reads what lies below the keys anew whenever the server says that something changed; true while the line to it is
 * broken.
 */
export function useLive(...keys: readonly QueryKey[]): boolean {
  const queryClient = useQueryClient();
  const reads = useRef(keys);
  useEffect(() => {
    reads.current = keys;
  });
  const [paused, setPaused] = useState(false);

  useEffect(() => {
    let source: EventSource | null = null;
    let reading: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    let broke = false;

    const read = () => {
      last = Date.now();
      reading = undefined;
      for (const queryKey of reads.current) void queryClient.invalidateQueries({ queryKey });
    };
    const changed = () => {
      reading ??= setTimeout(read, Math.max(0, last + pace - Date.now()));
    };
    const open = () => {
      close();
      source = new EventSource("/api/scim/live");
      source.addEventListener("changed", changed);
      source.addEventListener("open", () => {
        // What happened while nobody listened is read at once.
        if (broke) changed();
        broke = false;
        setPaused(false);
      });
      source.addEventListener("error", () => {
        broke = true;
        setPaused(true);
        if (source?.readyState !== EventSource.CLOSED) return;
        // The server said no: a reading finds out whether the session has ended.
        changed();
        again = setTimeout(open, patience);
      });
    };
    const close = () => {
      clearTimeout(again);
      source?.close();
      source = null;
    };
    // A page that the browser keeps for going back holds no connection, and is read anew when it returns.
    const shown = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      open();
      read();
    };

    open();
    addEventListener("pagehide", close);
    addEventListener("pageshow", shown);
    return () => {
      removeEventListener("pagehide", close);
      removeEventListener("pageshow", shown);
      clearTimeout(reading);
      close();
    };
  }, [queryClient]);

  return paused;
}
