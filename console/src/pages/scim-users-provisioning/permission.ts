/** The id of the hint that says why controls are off. */
export const readOnlyHint = "read-only";

/**
 * What a button gets: its press when the person may change things, else it is off in a way that the keyboard still
 * finds and a screen reader explains.
 */
export function offProps(mayChange: boolean, press: () => void) {
  return mayChange
    ? { onClick: press }
    : { "aria-disabled": true, "data-disabled": true, "aria-describedby": readOnlyHint };
}
