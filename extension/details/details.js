// Starts the core, which fills the page.
import init, { openDetails } from "../wasm/headsup.js";
import { sayThatItFailed } from "../common/failed.js";

try {
  await init({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
  await openDetails();
} catch (error) {
  sayThatItFailed(error);
}
