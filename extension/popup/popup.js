// Starts the core, which fills the popup.
import init, { openPopup } from "../wasm/headsup.js";
import { sayThatItFailed } from "../common/failed.js";

try {
  await init({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
  await openPopup();
} catch (error) {
  sayThatItFailed(error);
}
