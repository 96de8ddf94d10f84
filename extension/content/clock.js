// A stopwatch: how long something has been so, in milliseconds of the monotonic clock.
/**
 * @returns {{run: (runs: boolean) => void, read: () => number, reset: () => void}}
 */
export function createStopwatch() {
  let total = 0;
  /** @type {number | null} */
  let since = null;

  function read() {
    return total + (since === null ? 0 : performance.now() - since);
  }

  return {
    read,
    run(runs) {
      total = read();
      since = runs ? performance.now() : null;
    },
    reset() {
      total = 0;
      since &&= performance.now();
    },
  };
}
