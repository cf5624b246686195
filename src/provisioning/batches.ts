/** Results that come in batches: looking at the first before the answer begins. */

/** The first of `batches`, undefined when there is none, and all of them, the first included. The rest is read as it is taken. */
export async function peek<T>(batches: AsyncIterable<T>): Promise<{ first: T | undefined; all: AsyncGenerator<T> }> {
  const iterator = batches[Symbol.asyncIterator]();
  const head = await iterator.next();
  async function* all(): AsyncGenerator<T> {
    try {
      for (let next = head; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      // Also when the client went away in the middle: the connection is wanted back.
      await iterator.return?.();
    }
  }
  return { first: head.done ? undefined : head.value, all: all() };
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
  async function* rest(): AsyncGenerator<string> {
    try {
      yield text;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return rest();
}
