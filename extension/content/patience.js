// How long a page has been waited for. Only the time in which it was in view
// and had been parsed counts: a background tab renders nothing.
/**
 * @param {number} settledAfter milliseconds
 * @param {number} overdueAfter milliseconds
 * @param {() => void} changed called when the level has risen
 * @returns {{restart: () => void, level: () => import("../messages").Patience, stop: () => void}}
 */
export function startPatience(settledAfter, overdueAfter, changed) {
  const life = new AbortController();
  let waited = 0;
  /** @type {number | null} */
  let since = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function total() {
    return waited + (since === null ? 0 : performance.now() - since);
  }

  function run() {
    waited = total();
    const counts = !document.hidden && document.readyState !== "loading";
    since = counts ? performance.now() : null;
    clearTimeout(timer);
    const next = [settledAfter, overdueAfter].find((limit) => limit > waited);
    if (!counts || next === undefined) return;
    timer = setTimeout(() => {
      run();
      changed();
    }, next - waited);
  }

  const { signal } = life;
  document.addEventListener("visibilitychange", run, { signal });
  document.addEventListener("DOMContentLoaded", run, { signal });
  run();

  return {
    restart() {
      waited = 0;
      since = null;
      run();
    },
    level() {
      const time = total();
      return time >= overdueAfter ? "overdue" : time >= settledAfter ? "settled" : "fresh";
    },
    stop() {
      life.abort();
      clearTimeout(timer);
    },
  };
}
