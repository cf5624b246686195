import { createTheme, defaultVariantColorsResolver, type VariantColorsResolver } from "@mantine/core";
import { colours } from "./colours.ts";
import controls from "./controls.module.css";

const weights = { regular: "400", medium: "550", bold: "600" };

/** Buttons are ink and only what cannot be undone is madder: Mantine's tints are not ours. */
const variantColors: VariantColorsResolver = (input) => {
  if (input.variant === "filled") {
    const stop = input.color === "madder";
    return {
      background: stop ? "var(--muster-stop-solid)" : "var(--muster-solid)",
      hover: stop ? "var(--muster-stop-solid-hover)" : "var(--muster-solid-hover)",
      color: stop ? "#ffffff" : "var(--muster-on-solid)",
      border: "1px solid transparent",
    };
  }
  if (input.variant === "subtle") {
    return {
      background: "transparent",
      hover: "var(--muster-hover)",
      color: "var(--muster-ink-2)",
      border: "1px solid transparent",
    };
  }
  return defaultVariantColorsResolver(input);
};

/** The console's theme, as its design says; sizes of 16 px to the rem. */
export const theme = createTheme({
  colors: colours,
  white: "#ffffff",
  black: colours.gray[9] as string,
  primaryColor: "ink",
  primaryShade: { light: 9, dark: 0 },
  variantColorResolver: variantColors,
  fontFamily: '"Hanken Grotesk Variable", -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: '"Geist Mono Variable", ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.1875rem" },
  lineHeights: { xs: "1.3334", sm: "1.3847", md: "1.4286", lg: "1.375", xl: "1.3" },
  fontWeights: weights,
  headings: {
    fontWeight: weights.bold,
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.25" },
      h2: { fontSize: "1rem", lineHeight: "1.375" },
      h3: { fontSize: "0.875rem", lineHeight: "1.4286" },
    },
  },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2.5rem" },
  radius: { xs: "0.25rem", sm: "0.375rem", md: "0.5rem", lg: "0.75rem", xl: "1rem" },
  defaultRadius: "sm",
  shadows: {
    xs: "0 1px 2px var(--muster-shade-2)",
    md: "0 8px 24px -8px var(--muster-shade), 0 1px 3px var(--muster-shade-2)",
    lg: "0 32px 72px -24px var(--muster-shade), 0 8px 24px -12px var(--muster-shade)",
  },
  breakpoints: { xs: "30em", sm: "40em", md: "48em", lg: "67.5em", xl: "88em" },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: {
      defaultProps: { variant: "default" },
      classNames: { root: controls.button ?? "" },
    },
    ActionIcon: {
      defaultProps: { variant: "subtle" },
      classNames: { root: controls.icon ?? "" },
    },
    Input: { classNames: { input: controls.input ?? "", wrapper: controls.inputWrapper ?? "" } },
    PasswordInput: { classNames: { innerInput: controls.innerInput ?? "" } },
    InputWrapper: {
      classNames: {
        label: controls.label ?? "",
        description: controls.description ?? "",
        error: controls.error ?? "",
      },
    },
    Switch: {
      defaultProps: { withThumbIndicator: false },
      classNames: {
        body: controls.switchBody ?? "",
        track: controls.switchTrack ?? "",
        thumb: controls.switchThumb ?? "",
        label: controls.switchLabel ?? "",
        description: controls.switchDescription ?? "",
      },
    },
    Loader: { defaultProps: { color: "currentColor", size: "1rem" } },
    Menu: {
      defaultProps: { transitionProps: { duration: 100 }, withinPortal: false, withInitialFocusPlaceholder: false },
      classNames: { dropdown: controls.menu ?? "", item: controls.menuItem ?? "", label: controls.menuLabel ?? "" },
    },
    Tooltip: { classNames: { tooltip: controls.tooltip ?? "" } },
  },
});
