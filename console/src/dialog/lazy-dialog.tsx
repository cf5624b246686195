import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";

interface Opened {
  opened: boolean;
}

/** A dialog whose code is fetched when it first opens, or before by `fetch`. */
export interface LazyDialog<Props extends Opened> {
  (props: Props): ReactNode;
  fetch: () => Promise<unknown>;
}

/** Keeps a dialog out of the first view: `load` imports it. */
export function lazyDialog<Props extends Opened>(load: () => Promise<ComponentType<Props>>): LazyDialog<Props> {
  const Loaded = lazy(async () => ({ default: await load() }));
  // biome-ignore lint/correctness/noComponentHookFactories: called once a dialog, when its module loads.
  const Later = (props: Props): ReactNode => {
    const [wanted, setWanted] = useState(props.opened);
    // Once there it stays, so that it can go away as softly as it came.
    if (props.opened && !wanted) setWanted(true);
    if (!wanted) return null;
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
  return Object.assign(Later, { fetch: load });
}
