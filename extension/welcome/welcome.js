// Starts the core, which fills the welcome page.
import init, { openWelcome } from "../wasm/headsup.js";
import { sayThatItFailed } from "../common/failed.js";

try {
  await init({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
  await openWelcome();
} catch (error) {
  sayThatItFailed(error);
}
