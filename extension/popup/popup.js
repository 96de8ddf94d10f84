// Starts the core, which fills the popup.
import init, { openPopup } from "../wasm/headsup.js";
import { sayThatItFailed } from "../common/failed.js";

document.getElementById("options")?.addEventListener("click", async () => {
  await chrome.runtime.openOptionsPage();
  window.close();
});

try {
  await init({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
  await openPopup();
} catch (error) {
  sayThatItFailed(error);
}
