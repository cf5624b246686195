import type { RefusedDomain } from "./types.ts";

/** The server's refusal of a request: `message` is fit to be shown, `code` tells what to do. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly domains: readonly RefusedDomain[];
  /** Which field it is about, and what is to stand beside it, where it is about one. */
  readonly field: { readonly name: string; readonly problem: string } | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    domains: readonly RefusedDomain[] = [],
    field?: Refused["field"],
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.domains = domains;
    this.field = field;
  }
}

/** No answer that can be read arrived: the request may have been carried out, or not. */
export class AnswerLost extends Error {
  constructor(cause: unknown) {
    super("The answer was lost on the way.", { cause });
  }
}

/** What to throw for an answer that is not a good one; `answer` is its body, as far as it can be read. */
export function refusal(response: Response, answer: unknown): Error {
  const said = typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : {};
  // A proxy that lost the server answers 502 to 504 by itself: what the server did is not known.
  if (response.status >= 502 && typeof said.code !== "string") return new AnswerLost(response.status);
  const message = typeof said.message === "string" && said.message !== "" ? said.message : unexplained(response);
  const code = typeof said.code === "string" ? said.code : "";
  const domains = Array.isArray(said.refused) ? (said.refused as RefusedDomain[]) : [];
  return new Refused(response.status, code, message, domains, fieldOf(said));
}

function fieldOf({ field, problem }: Record<string, unknown>): Refused["field"] {
  return typeof field === "string" && typeof problem === "string" ? { name: field, problem } : undefined;
}

function unexplained(response: Response): string {
  if (response.status === 429) return "Too many attempts. Wait a minute, then try again.";
  return `The server answered ${response.status} and did not say why.`;
}

/** What to tell a person about an error of any kind. */
export function sentence(error: unknown): string {
  if (error instanceof Refused) return error.message;
  if (error instanceof AnswerLost)
    return "No answer came from the server. Look whether you are online, then try again.";
  return "Something went wrong in this page. Reload it, then try again.";
}

/** Whether an error is the refusal with this code. */
export function isRefused(error: unknown, code: string): error is Refused {
  return error instanceof Refused && error.code === code;
}
