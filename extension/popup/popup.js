// Starts the core, which fills the popup.
import init, { openPopup } from "../wasm/headsup.js";

document.getElementById("options")?.addEventListener("click", async () => {
  await chrome.runtime.openOptionsPage();
  window.close();
});

try {
  await init({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") });
  await openPopup();
} catch (error) {
  console.error(error);
  const trouble = document.createElement("p");
  trouble.textContent = chrome.i18n.getMessage("troubleFailed");
  const troubles = document.getElementById("troubles");
  troubles?.removeAttribute("hidden");
  troubles?.replaceChildren(trouble);
  // What there is to read is shown all the same.
  const main = document.getElementById("main");
  if (main) main.dataset.status ??= "unknown";
}
