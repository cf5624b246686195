import type { ReactNode } from "react";

/** Muster's mark: a tally of five, its stroke viridian. `size` in pixels. */
export function Mark({ size = 24, className = "" }: { size?: number; className?: string }): ReactNode {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      strokeLinecap="round"
      display="block"
      aria-hidden="true"
    >
      <path d="M5 5v14M9.7 5v14M14.3 5v14M19 5v14" stroke="currentColor" strokeWidth="2.2" />
      <path d="M2.6 16.2 21.4 7.8" stroke="var(--muster-live-fill)" strokeWidth="2.4" />
    </svg>
  );
}
