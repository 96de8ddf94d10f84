// Starts the core, which fills the popup.
import init, { openPopup } from "../wasm/headsup.js";
import { sayThatItFailed } from "../common/failed.js";

// Without the core: the details are where one looks when something is wrong.
document.getElementById("details")?.addEventListener("click", async (event) => {
  event.preventDefault();
  await chrome.runtime.openOptionsPage();
  window.close();
});

try {
  await init({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
  await openPopup();
} catch (error) {
  sayThatItFailed(error);
}
