/** The kind of a sentence that nobody has written yet: a test fails on one. */
export const UNTOLD = "untold";
