import { Refused } from "../refused.ts";

const WORDS = {
  used: "This set-up link was used already. Sign in, or ask whoever runs this server for a new one.",
  expired: "This set-up link has expired. Ask whoever runs this server for a new one.",
  unknown: "This is no set-up link of this server. Open it as it was printed, whole.",
};

/** The refusal of a set-up link that is of no use. */
export function uselessLink(why: keyof typeof WORDS): Refused {
  return new Refused(410, why, WORDS[why]);
}
