/** better-auth's endpoints, called by ours: what they answer, set and refuse. */

import { isAPIError } from "better-auth/api";
import type { FastifyReply } from "fastify";

/** What an endpoint of better-auth gives when it is asked for its headers too. */
interface Answered<T> {
  readonly headers: Headers;
  readonly response: T;
}

/** Waits for the answer, and hands on the cookies that it sets: the session's token is in those and nowhere else. */
export async function withCookies<T>(reply: FastifyReply, answered: Promise<Answered<T>>): Promise<T> {
  const { headers, response } = await answered;
  for (const cookie of headers.getSetCookie()) reply.header("set-cookie", cookie);
  return response;
}

/** Whether better-auth has refused, rather than failed; by which of its codes. */
export function refusalOf(error: unknown): { readonly status: number; readonly code: string } | undefined {
  if (!isAPIError(error) || error.statusCode >= 500) return undefined;
  return { status: error.statusCode, code: String(error.body?.code ?? "") };
}
