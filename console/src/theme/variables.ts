import type { ConvertCSSVariablesInput, CSSVariablesResolver } from "@mantine/core";

type Variables = ConvertCSSVariablesInput["variables"];

/** One pair a name: what it is in light, what it is in dark. `c` names a shade of a colour of ours. */
const c = (colour: string, shade: number): string => `var(--mantine-color-${colour}-${shade})`;

const pairs: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  // Depth: the frame lies under the sheet, the sheet under what is raised.
  frame: [c("gray", 1), c("dark", 9)],
  sheet: ["#ffffff", c("dark", 7)],
  raised: ["#ffffff", c("dark", 6)],
  sunken: [c("gray", 0), c("dark", 8)],
  hover: [c("gray", 1), c("dark", 5)],
  press: [c("gray", 2), c("dark", 4)],
  line: [c("gray", 2), c("dark", 4)],
  "line-strong": [c("gray", 4), c("dark", 3)],
  field: ["#87928c", "#66726c"],
  ink: [c("gray", 9), c("dark", 0)],
  "ink-2": [c("gray", 7), c("dark", 1)],
  "ink-3": [c("gray", 6), c("dark", 2)],
  solid: [c("gray", 9), c("dark", 0)],
  "on-solid": ["#ffffff", c("dark", 8)],
  "solid-hover": [c("gray", 8), "#ffffff"],
  // Viridian says one thing: the line is live (and where the keyboard is).
  live: [c("viridian", 7), c("viridian", 4)],
  "live-fill": [c("viridian", 6), c("viridian", 5)],
  "live-soft": [c("viridian", 0), "#11271f"],
  "live-line": [c("viridian", 2), "#1f4d3d"],
  "live-mark": [c("viridian", 2), "#1d5a45"],
  switch: [c("viridian", 7), c("viridian", 6)],
  // Amber will matter soon; madder was refused, or cannot be undone.
  warn: [c("amber", 7), c("amber", 4)],
  "warn-soft": [c("amber", 0), "#251d0e"],
  "warn-line": [c("amber", 2), "#54401a"],
  stop: [c("madder", 7), c("madder", 4)],
  "stop-fill": [c("madder", 6), c("madder", 5)],
  "stop-soft": [c("madder", 0), "#2a1615"],
  "stop-line": [c("madder", 2), "#5c2a28"],
  "stop-solid": [c("madder", 7), c("madder", 6)],
  "stop-solid-hover": [c("madder", 8), c("madder", 7)],
  // In dialogs fields lie deeper than the dialog, and the footer between the two.
  "dialog-field": ["#ffffff", c("dark", 7)],
  "dialog-footer": ["#f9fafa", "#161d1b"],
  "menu-hover": [c("gray", 1), c("dark", 4)],
  veil: ["rgba(25, 32, 29, 0.34)", "rgba(3, 6, 5, 0.66)"],
  shade: ["rgba(25, 32, 29, 0.14)", "rgba(0, 0, 0, 0.6)"],
  "shade-2": ["rgba(25, 32, 29, 0.05)", "rgba(0, 0, 0, 0.4)"],
};

function side(index: 0 | 1): Variables {
  return Object.fromEntries(Object.entries(pairs).map(([name, pair]) => [`--muster-${name}`, pair[index]]));
}

/** Mantine's own names, led back to ours, so that its components follow without being told. */
const mantine: Variables = {
  "--mantine-color-text": "var(--muster-ink)",
  "--mantine-color-body": "var(--muster-sheet)",
  "--mantine-color-error": "var(--muster-stop)",
  "--mantine-color-placeholder": "var(--muster-ink-3)",
  "--mantine-color-anchor": "var(--muster-ink)",
  "--mantine-color-default": "var(--muster-sheet)",
  "--mantine-color-default-hover": "var(--muster-hover)",
  "--mantine-color-default-color": "var(--muster-ink)",
  "--mantine-color-default-border": "var(--muster-line-strong)",
  "--mantine-color-dimmed": "var(--muster-ink-3)",
  "--mantine-color-disabled": "var(--muster-sunken)",
  "--mantine-color-disabled-color": "var(--muster-ink-3)",
  "--mantine-color-disabled-border": "var(--muster-line)",
};

/** Sets each `--muster-…` for light and dark, and leads Mantine's own variables back to them. */
export const musterVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...side(0), ...mantine },
  dark: { ...side(1), ...mantine },
});
