// How our pages start the core.
import { within } from "./within.js";

/** How long the core, and with it the browser's storage, may take to fill a page, in milliseconds. */
const FILLED_WITHIN = 5_000;

/**
 * Starts the core and calls `fill` with it. Where that fails or takes too long, the page shows the way by
 * hand. If the core comes late, its view replaces that.
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
  // Imported here: if the file of a static import is missing, no script of the page runs.
  const core = await import("../wasm/headsup.js");
  await core.default({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
  await fill(core);
  // The page says something else once access is given or taken away.
  const { onAdded, onRemoved } = chrome.permissions;
  for (const changed of [onAdded, onRemoved]) changed.addListener(() => location.reload());
}

/**
 * Ignores repeated Enter: held down, it would press a button again and again, and undo its own choice.
 *
 * @param {KeyboardEvent} event
 */
function pressOnce(event) {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}
