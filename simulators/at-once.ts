/** Work on many things, so many at a time. */

/**
 * Runs `work` on each of `items`, at most `many` at a time, in their order. After a failure none is begun any more;
 * those under way come to their end first.
 * @throws what `work` threw first
 */
export async function atOnce<T>(many: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  const worker = async () => {
    while (next < items.length && failure === undefined) {
      const item = items[next++] as T;
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(many, items.length) }, worker));
  if (failure) throw failure.error;
}
