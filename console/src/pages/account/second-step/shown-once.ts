import { useEffect, useState } from "react";

/** A secret that is shown once: forgotten when the page is left, also where the browser keeps the page for going back. */
export function useShownOnce<Secret>(): [Secret | null, (secret: Secret | null) => void] {
  const [secret, setSecret] = useState<Secret | null>(null);
  useEffect(() => {
    const forget = () => setSecret(null);
    addEventListener("pagehide", forget);
    return () => removeEventListener("pagehide", forget);
  }, []);
  return [secret, setSecret];
}
