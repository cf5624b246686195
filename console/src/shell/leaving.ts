/** Asks whether what would be lost may be lost; true: go on. */
type Ask = () => Promise<boolean>;

let ask: Ask | null = null;

/** Sets who is asked before the page is left in ways that the router does not see; gives back how to stop that. */
export function guardLeaving(guard: Ask): () => void {
  ask = guard;
  return () => {
    if (ask === guard) ask = null;
  };
}

/** Whether the page may be left or built anew: yes, unless it holds something that would be lost. */
export function mayLeave(): Promise<boolean> {
  return ask ? ask() : Promise.resolve(true);
}
