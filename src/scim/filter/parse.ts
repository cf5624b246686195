/** Reads a filter: recursive descent, one function a rule of the grammar. RFC 7644 §3.4.2.2, figure 1. */

import { type AttributePath, parseAttributePath } from "../attribute-path.ts";
import type { ScimError } from "../errors.ts";
import { excerpt } from "../notes.ts";
import type { Comparison, Filter, Literal, Negation, Operator, Presence } from "./ast.ts";
import { invalidFilter, isNumber, nextToken, type Token } from "./lex.ts";

const MAX_BYTES = 8 * 1024;
const MAX_DEPTH = 20;
const MAX_TERMS = 200;

const OPERATORS: ReadonlySet<string> = new Set<Operator>(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]);

/** How far the reading has come. */
interface Cursor {
  readonly text: string;
  /** The token to be read next. */
  token: Token;
  /** How many parentheses and brackets are open. */
  depth: number;
  insideBrackets: boolean;
  /** How many comparisons and presences there were. */
  terms: number;
}

/**
 * The filter that `text` says. More than the grammar is understood: names and operators in any case, blanks anywhere,
 * values without quotes or in single ones, and a sub-attribute behind brackets (`emails[type eq "work"].value eq "x"`),
 * which means that of the same element.
 *
 * @throws ScimError 400 invalidFilter, with the place and what was expected there; also beyond 8 KiB, 20 levels of
 * nesting or 200 terms.
 */
export function parseFilter(text: string): Filter {
  const cursor = open(text, 0);
  const filter = disjunction(cursor);
  if (!at(cursor, "end")) {
    throw expected(cursor, '"and", "or" or the end (a value with blanks or brackets needs double quotes)');
  }
  return filter;
}

/**
 * The filter in the brackets that begin at index `start` of a PATCH path, and the index behind them.
 *
 * @throws ScimError 400 invalidFilter, as parseFilter does.
 */
export function parseBrackets(text: string, start: number): { readonly filter: Filter; readonly end: number } {
  const cursor = open(text, start);
  const filter = bracketed(cursor);
  return { filter, end: cursor.token.end };
}

function open(text: string, start: number): Cursor {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw invalidFilter(text, 0, `it is longer than ${MAX_BYTES} bytes; ask in several requests`);
  }
  return { text, token: nextToken(text, start), depth: 0, insideBrackets: false, terms: 0 };
}

/** `a or b or c`: binds weakest. */
function disjunction(cursor: Cursor): Filter {
  return joined(cursor, "or", conjunction);
}

function conjunction(cursor: Cursor): Filter {
  return joined(cursor, "and", term);
}

function joined(cursor: Cursor, kind: "and" | "or", operand: (cursor: Cursor) => Filter): Filter {
  let filter = operand(cursor);
  while (isWord(cursor.token, kind)) {
    advance(cursor);
    filter = join(kind, filter, operand(cursor));
  }
  return filter;
}

/** `(…)`, `not (…)`, `emails[…]` or a condition. */
function term(cursor: Cursor): Filter {
  if (at(cursor, "(")) return parenthesized(cursor);
  if (isWord(cursor.token, "not")) {
    advance(cursor);
    if (!at(cursor, "(")) throw expected(cursor, '"(" after "not"');
    return { kind: "not", operand: parenthesized(cursor) };
  }
  const path = attributePath(cursor);
  return at(cursor, "[") ? element(cursor, path) : condition(cursor, path);
}

function parenthesized(cursor: Cursor): Filter {
  const filter = enclosed(cursor, ")");
  advance(cursor);
  return filter;
}

function attributePath(cursor: Cursor): AttributePath {
  const { kind, text } = cursor.token;
  const path =
    kind === "word" && !isWord(cursor.token, "and") && !isWord(cursor.token, "or") && parseAttributePath(text);
  if (!path) throw expected(cursor, 'an attribute\'s name, "not" or "("');
  advance(cursor);
  return path;
}

/** `emails[…]`, and `emails[…].value eq "x"` as Entra ID writes it. */
function element(cursor: Cursor, path: AttributePath): Filter {
  const filter = bracketed(cursor);
  advance(cursor);
  const { kind, text } = cursor.token;
  if (kind !== "word" || !text.startsWith(".")) return { kind: "element", path, filter };
  const sub = parseAttributePath(text.slice(1));
  if (!sub || sub.urn !== undefined || sub.sub !== undefined) {
    throw expected(cursor, 'a sub-attribute such as ".value"');
  }
  advance(cursor);
  return ofSameElement(path, filter, condition(cursor, sub));
}

/** Leaves the cursor on the closing bracket. */
function bracketed(cursor: Cursor): Filter {
  if (cursor.insideBrackets) throw expected(cursor, "an operator, for brackets cannot be nested");
  cursor.insideBrackets = true;
  const filter = enclosed(cursor, "]");
  cursor.insideBrackets = false;
  return filter;
}

/** What stands between the bracket the cursor is on and `close`, on which it leaves the cursor. */
function enclosed(cursor: Cursor, close: ")" | "]"): Filter {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) throw wrong(cursor, `it is nested deeper than ${MAX_DEPTH} levels`);
  advance(cursor);
  const filter = disjunction(cursor);
  if (!at(cursor, close)) throw expected(cursor, `"and", "or" or "${close}"`);
  cursor.depth -= 1;
  return filter;
}

/** `… pr` or `… eq "x"`, behind the attribute's name. */
function condition(cursor: Cursor, path: AttributePath): Comparison | Presence | Negation {
  cursor.terms += 1;
  if (cursor.terms > MAX_TERMS) {
    throw wrong(cursor, `it has more than ${MAX_TERMS} conditions; ask in several requests`);
  }
  const operator = readOperator(cursor);
  if (operator === "pr") return { kind: "present", path };
  const { start } = cursor.token;
  const value = literal(cursor);
  if (value !== null) return { kind: "compare", path, operator, value };
  // Null and absent are the same in SCIM. RFC 7643 §2.5.
  if (operator === "ne") return { kind: "present", path };
  if (operator === "eq") return { kind: "not", operand: { kind: "present", path } };
  throw invalidFilter(cursor.text, start, `null can be compared with eq and ne only, not with ${operator}`);
}

function readOperator(cursor: Cursor): Operator | "pr" {
  const { kind, text } = cursor.token;
  const operator = text.toLowerCase();
  if (kind !== "word" || !(operator === "pr" || isOperator(operator))) {
    throw expected(cursor, `an operator (${[...OPERATORS].join(", ")} or pr)`);
  }
  advance(cursor);
  return operator;
}

function isOperator(word: string): word is Operator {
  return OPERATORS.has(word);
}

function literal(cursor: Cursor): Literal | null {
  const { token } = cursor;
  const missing = token.kind !== "string" && token.kind !== "word";
  if (missing || isWord(token, "and") || isWord(token, "or")) throw expected(cursor, "a value in double quotes");
  advance(cursor);
  return token.kind === "string" ? { type: "string", text: token.text } : bareLiteral(token.text);
}

/** A value without quotes: what JSON reads as more than text, in any case; else text. */
function bareLiteral(text: string): Literal | null {
  switch (text.toLowerCase()) {
    case "null":
      return null;
    case "true":
      return { type: "boolean", text, value: true };
    case "false":
      return { type: "boolean", text, value: false };
    default:
      return isNumber(text) ? { type: "number", text, value: Number(text) } : { type: "string", text };
  }
}

/** `path[filter and condition]`. What `condition` denies is denied of all elements: `ne` is `not eq`. */
function ofSameElement(path: AttributePath, filter: Filter, condition: Comparison | Presence | Negation): Filter {
  if (condition.kind === "not") {
    return { kind: "not", operand: { kind: "element", path, filter: join("and", filter, condition.operand) } };
  }
  if (condition.kind === "compare" && condition.operator === "ne") {
    const equal: Comparison = { ...condition, operator: "eq" };
    return { kind: "not", operand: { kind: "element", path, filter: join("and", filter, equal) } };
  }
  return { kind: "element", path, filter: join("and", filter, condition) };
}

/** One node for operands that are joined alike, so that `(a and b) and c` is `a and b and c`. */
function join(kind: "and" | "or", left: Filter, right: Filter): Filter {
  const operands = [left, right].flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  return { kind, operands };
}

function at(cursor: Cursor, kind: Token["kind"]): boolean {
  return cursor.token.kind === kind;
}

function isWord(token: Token, word: string): boolean {
  return token.kind === "word" && token.text.toLowerCase() === word;
}

function advance(cursor: Cursor): void {
  cursor.token = nextToken(cursor.text, cursor.token.end);
}

function expected(cursor: Cursor, what: string): ScimError {
  const { kind, text } = cursor.token;
  return wrong(cursor, `expected ${what}, found ${kind === "end" ? "the end" : excerpt(text)}`);
}

function wrong(cursor: Cursor, problem: string): ScimError {
  return invalidFilter(cursor.text, cursor.token.start, problem);
}
