// Starts the core, which fills the options page.
import init, { openOptions } from "../wasm/headsup.js";
import { sayThatItFailed } from "../common/failed.js";

try {
  await init({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
  await openOptions();
} catch (error) {
  sayThatItFailed(error);
}
