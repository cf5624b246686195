/**
 * SQL as a tag: sql`select …`. Pieces nest in one another and become one statement, text and parameters apart, when the
 * outermost is awaited. postgres.js can do that too, but makes of each piece a query and a promise of its own: a write
 * of ours has a dozen pieces, and composing them was a fifth of its time in Node.
 */

import type postgres from "postgres";

/** What postgres.js needs to offer: the pool, a reserved connection or a transaction. */
interface Driver {
  readonly on: Pick<postgres.ISql<ColumnTypes>, "unsafe">;
  /** What a cursor's callback answers to end it. */
  readonly close: object;
}

/** The values that our column types have in TypeScript beyond what postgres.js already does. */
export type ColumnTypes = { int8: number };

type Sent = postgres.PendingQuery<object[]>;

/** What may stand in `${…}`: a parameter, or a piece of the statement. */
type Value = Statement<readonly object[]> | Identifier | Parameter | readonly Parameter[];
type Parameter = string | number | boolean | null | Date | Uint8Array;

/** A row whose columns its reader does not name. */
// biome-ignore lint/suspicious/noExplicitAny: what a column holds, only the statement knows
type AnyRow = Record<string, any>;

/** The rows that a statement gives, and how many it touched. */
type Rows<T extends readonly object[]> = T & { readonly count: number };

/** A name of a table or column. */
export class Identifier {
  readonly text: string;

  constructor(name: string) {
    this.text = `"${name.replaceAll('"', '""')}"`;
  }
}

/** A statement, or a piece of one. It is sent when it is first awaited, not before, and once, however often it is awaited. */
export class Statement<T extends readonly object[]> implements Promise<Rows<T>> {
  readonly [Symbol.toStringTag] = "Statement";
  readonly #driver: Driver;
  readonly #strings: readonly string[];
  readonly #values: readonly Value[];
  #sent: Sent | undefined;

  constructor(driver: Driver, strings: readonly string[], values: readonly Value[]) {
    this.#driver = driver;
    this.#strings = strings;
    this.#values = values;
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting it is how a statement is sent, as with postgres.js
  then<A = Rows<T>, B = never>(
    resolve?: ((rows: Rows<T>) => A | PromiseLike<A>) | null,
    reject?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#sent ??= this.#query();
    return this.#sent.then(resolve as never, reject);
  }

  catch<B = never>(reject?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<Rows<T> | B> {
    return this.then(null, reject);
  }

  finally(settled?: (() => void) | null): Promise<Rows<T>> {
    return this.then().finally(settled);
  }

  /** The rows in batches of `size`, read as they are taken; each call runs the statement anew. */
  cursor(size: number): AsyncIterable<T[number][]> {
    return inBatches(this.#query(), size, this.#driver.close) as AsyncIterable<T[number][]>;
  }

  /** The text with `$1`, `$2` …, and their values. */
  compile(): { text: string; parameters: (Parameter | readonly Parameter[])[] } {
    const parameters: (Parameter | readonly Parameter[])[] = [];
    return { text: this.#append(parameters), parameters };
  }

  #append(parameters: (Parameter | readonly Parameter[])[]): string {
    let text = this.#strings[0] ?? "";
    for (const [index, value] of this.#values.entries()) {
      if (value instanceof Statement) text += value.#append(parameters);
      else if (value instanceof Identifier) text += value.text;
      else text += `$${parameters.push(value)}`;
      text += this.#strings[index + 1];
    }
    return text;
  }

  #query(): Sent {
    const { text, parameters } = this.compile();
    return this.#driver.on.unsafe(text, parameters as never[], { prepare: true, simple: false } as object);
  }
}

/**
 * The rows of `query` in batches. postgres.js's own iterator ends as if all had come when the connection is lost between
 * two batches; its callback does not.
 */
async function* inBatches(query: Sent, size: number, close: object): AsyncGenerator<object[]> {
  let next = Promise.withResolvers<object[] | undefined>();
  let more = Promise.withResolvers<unknown>();
  let end: { readonly error?: unknown } | undefined;
  query
    .cursor(size, (rows) => {
      next.resolve(rows);
      return more.promise as Promise<void>;
    })
    .then(
      () => {
        end = {};
        next.resolve(undefined);
      },
      (error: unknown) => {
        end = { error };
        next.promise.catch(() => {});
        next.reject(error);
      },
    );
  try {
    for (let rows = await next.promise; rows; rows = await next.promise) {
      yield rows;
      // It came while the reader was busy with what it had.
      if (end && "error" in end) throw end.error;
      if (end) return;
      next = Promise.withResolvers();
      const wanted = more;
      more = Promise.withResolvers();
      wanted.resolve(undefined);
    }
  } finally {
    more.resolve(close);
  }
}

/** A transaction, a reserved connection or the pool: what a function that only runs statements asks for. */
export interface Queryable {
  <T extends readonly object[] = AnyRow[]>(strings: TemplateStringsArray, ...values: readonly Value[]): Statement<T>;
  (name: string): Identifier;
  /** Runs a text as it is, several statements too: for what is no statement of ours, such as a migration. */
  unsafe(text: string, parameters?: readonly Parameter[]): Promise<AnyRow[]>;
}

/** The pool. */
export interface Sql extends Queryable {
  /** Runs `work` in a transaction on a connection of its own. What it starts at once is sent at once. */
  begin<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** A connection for itself, until it is released. */
  reserve(): Promise<Queryable & { release(): void }>;
  /** Ends all connections; those in use after `timeout` seconds by force. */
  end(options?: { timeout?: number }): Promise<void>;
}

/** A piece of a statement with its parameters. It runs nothing by itself. */
export type Fragment = Statement<readonly object[]>;

/** The tag whose statements run on `driver`. */
function queryable(driver: Driver): Queryable {
  function tag(first: string | TemplateStringsArray, ...values: readonly Value[]) {
    return typeof first === "string" ? new Identifier(first) : new Statement(driver, first, values);
  }
  const unsafe: Queryable["unsafe"] = async (text, parameters = []) =>
    driver.on.unsafe(text, [...parameters] as never[]);
  return Object.assign(tag, { unsafe }) as Queryable;
}

/** The tag whose statements run on the pool `sql` of postgres.js. */
export function pool(sql: postgres.Sql<ColumnTypes>): Sql {
  const on = (connection: Driver["on"]) => queryable({ on: connection, close: sql.CLOSE });
  return Object.assign(on(sql), {
    begin: async <T>(work: (tx: Queryable) => Promise<T>) => (await sql.begin((tx) => work(on(tx)))) as T,
    reserve: async () => {
      const reserved = await sql.reserve();
      return Object.assign(on(reserved), { release: () => reserved.release() });
    },
    end: (options?: { timeout?: number }) => sql.end(options),
  });
}
