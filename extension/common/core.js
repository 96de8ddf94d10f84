// How our pages start the core.

/**
 * Starts the core, with which `fill` fills the page. Where either fails, the page shows the way by
 * hand instead.
 *
 * @param {(core: typeof import("../wasm/headsup.js")) => Promise<void>} fill
 */
export async function withCore(fill) {
  try {
    // Not at the top: a page whose core is missing would run no script at all.
    const core = await import("../wasm/headsup.js");
    await core.default({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
    await fill(core);
    // Where access is given or taken away under the page, it says something else.
    const { onAdded, onRemoved } = chrome.permissions;
    for (const changed of [onAdded, onRemoved]) changed.addListener(() => location.reload());
  } catch (error) {
    const { showByHand } = await import("./by-hand.js");
    await showByHand(error);
  }
}
