/** A request in a sentence, as a person would tell it. */

import { type Asked, askedBy } from "./asked.ts";
import type { KeptRequest } from "./kept-request.ts";
import { UNTOLD } from "./sentence-kinds.ts";
import { type Context, type Sentence, subjectOf } from "./sentences/form.ts";
import { sentenceOfDiscovery, sentenceOfList, sentenceOfRead } from "./sentences/read.ts";
import { sentenceOfRefusal } from "./sentences/refusal.ts";
import { sentenceOfWrite } from "./sentences/write.ts";

/** What is told of `request`. */
export function sentenceOf(request: KeptRequest, context: Context): Sentence {
  const asked = askedBy(request);
  if (request.status >= 400) return sentenceOfRefusal(asked, request, context);
  return sentenceOfAnswer(asked, request, context);
}

function sentenceOfAnswer(asked: Asked, request: KeptRequest, context: Context): Sentence {
  switch (asked.kind) {
    case "create":
    case "replace":
    case "change":
    case "delete":
      return sentenceOfWrite(asked.type, request, subjectOf(context));
    case "read":
      return sentenceOfRead(asked, request, context);
    case "list":
      return sentenceOfList(asked, request, context);
    case "discovery":
      return sentenceOfDiscovery(asked.of, context);
    case "other": {
      const text = `${subjectOf(context)} sent ${request.method} ${asked.address}`;
      return {
        text,
        kind: UNTOLD,
        about: undefined,
        several: ({ times }) => `${text}, ${times} times`,
        fix: undefined,
      };
    }
  }
}
