/**
 * Which passwords are refused: those that zxcvbn can guess. Its lists hold the fifty thousand that were found most often
 * in breaches, beside names and words; no package on npm that is kept ships more of them, and to ask a service about
 * each password would tell it when somebody here chooses one. A password of a small breach that is long and odd passes.
 */

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;

/** The least of its scores, 0 to 4, that takes more than a hundred million guesses. */
const LEAST_SCORE = 3;

let estimate: Promise<(password: string, about: string[]) => { score: number; warning: string | null }> | undefined;

/**
 * Why `password` can't be anybody's, in a sentence; undefined when it can. `about` is what others know of the person.
 */
export async function refusalOfPassword(password: string, about: readonly string[]): Promise<string | undefined> {
  if (password.length < MIN_PASSWORD) return `A password has at least ${MIN_PASSWORD} characters.`;
  return weaknessOf(password, about);
}

/**
 * Why `password` is refused, in a sentence; undefined when it is strong enough. `about` is what others know of the
 * person: a password made of it is weak.
 */
async function weaknessOf(password: string, about: readonly string[]): Promise<string | undefined> {
  estimate ??= load();
  const { score, warning } = (await estimate)(password.slice(0, 100), [...about, "muster"]);
  if (score >= LEAST_SCORE) return undefined;
  return `${warning ?? "This password is easy to guess."} Choose a longer one: three or four words that have nothing to do with each other.`;
}

/** Loaded when it is first wanted: its lists are some megabytes. */
async function load() {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  const dictionary = { ...common.dictionary, ...english.dictionary };
  const zxcvbn = new ZxcvbnFactory({
    dictionary,
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
  return (password: string, about: string[]) => {
    const { score, feedback } = zxcvbn.check(password, about);
    return { score, warning: feedback.warning };
  };
}
