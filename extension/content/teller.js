// Tells the background what is shown, and hands on what it answers.

/** What only time changes in a testimony. */
const OF_TIME = /^(waited|age|held|quiet)$/;

/**
 * @param {(answer: import("../messages").Answer) => void} hear called with each answer, but not with one
 *   to a testimony that a newer one has followed
 * @returns {Teller}
 */
export function createTeller(hear) {
  let told = "";
  let count = 0;

  return {
    async tell(testimony) {
      const text = JSON.stringify(testimony, (key, value) => (OF_TIME.test(key) ? undefined : value));
      // A page that is being prerendered is not in front of anyone yet.
      if (text === told || /** @type {any} */ (document).prerendering) return;
      told = text;
      const number = ++count;
      try {
        const answer = await chrome.runtime.sendMessage({ testimony });
        if (number === count && answer?.heard) return hear(answer);
      } catch {}
      // Not heard: the page moved on meanwhile, or the extension did. The next scan says it
      // again, or finds that there is no one to tell.
      if (number === count) told = "";
    },
    forget() {
      told = "";
      count++;
    },
  };
}
