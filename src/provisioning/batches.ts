/** Results that come in batches: looking at the first before the answer begins. */

/**
 * The first of `batches`, undefined when there is none, and all of them, the first included. The rest is read as it is
 * taken. Whoever does not take them all calls `return`, which gives the connection back.
 */
export async function peek<T>(
  batches: AsyncIterable<T>,
): Promise<{ first: T | undefined; all: AsyncIterableIterator<T> & { return(): Promise<unknown> } }> {
  const iterator = batches[Symbol.asyncIterator]();
  const head = await iterator.next();
  return { first: head.done ? undefined : head.value, all: startingWith(head, iterator) };
}

/** `parts` as one text when they end within `most` characters, else as they come. So a usual answer has a length. */
export async function whole(parts: AsyncIterable<string>, most = 256 * 1024): Promise<string | AsyncIterable<string>> {
  const iterator = parts[Symbol.asyncIterator]();
  let text = "";
  while (text.length <= most) {
    const next = await iterator.next();
    if (next.done) return text;
    text += next.value;
  }
  return startingWith({ done: false, value: text }, iterator);
}

/**
 * `head` and what `iterator` still has. No generator: one that was left before its first step would not run its
 * `finally`, and a client that goes away while its answer is being prepared would keep a connection.
 */
function startingWith<T>(head: IteratorResult<T>, iterator: AsyncIterator<T>) {
  let kept: IteratorResult<T> | undefined = head;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next(): Promise<IteratorResult<T>> {
      const now = kept;
      kept = undefined;
      return now ?? iterator.next();
    },
    async return(): Promise<IteratorResult<T>> {
      kept = undefined;
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}
