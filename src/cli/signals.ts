/** Being told to end: by Ctrl-C, by whoever supervises the process, or by a terminal that was closed. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls `hear` with the first signal and its number; a second ends the process at once. Disposing gives the signals back.
 */
export function onFirstSignal(hear: (signal: NodeJS.Signals, number: number) => void): Disposable {
  let told = false;
  const listen = (signal: NodeJS.Signals, number: number) => {
    if (!told) {
      told = true;
      hear(signal, number);
      // A closed terminal tells more than once, and nobody is impatient.
    } else if (signal !== "SIGHUP") process.exit(128 + number);
  };
  for (const signal of SIGNALS) process.on(signal, listen);
  return {
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) process.off(signal, listen);
    },
  };
}
