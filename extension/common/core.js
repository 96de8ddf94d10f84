// How our pages start the core.
import { within } from "./within.js";

/** How long the core, and with it the browser's storage, may take to fill a page, in milliseconds. */
const FILLED_WITHIN = 5_000;

/**
 * Starts the core, with which `fill` fills the page. Where either fails, or takes too long, the page
 * shows the way by hand instead; what comes late takes the place of that.
 *
 * @param {(core: typeof import("../wasm/headsup.js")) => Promise<void>} fill
 */
export async function withCore(fill) {
  addEventListener("keydown", pressOnce);
  const filled = start(fill);
  try {
    await within(FILLED_WITHIN, filled);
  } catch (error) {
    const { showByHand, hideByHand } = await import("./by-hand.js");
    filled.then(hideByHand, () => {});
    await showByHand(error);
  }
}

/** @param {(core: typeof import("../wasm/headsup.js")) => Promise<void>} fill */
async function start(fill) {
  // Not at the top: a page whose core is missing would run no script at all.
  const core = await import("../wasm/headsup.js");
  await core.default({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
  await fill(core);
  // Where access is given or taken away under the page, it says something else.
  const { onAdded, onRemoved } = chrome.permissions;
  for (const changed of [onAdded, onRemoved]) changed.addListener(() => location.reload());
}

/**
 * Enter that is held down would press a button again and again, and take back what it has chosen.
 *
 * @param {KeyboardEvent} event
 */
function pressOnce(event) {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}
