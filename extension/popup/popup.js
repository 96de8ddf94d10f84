// Starts the core, which fills the popup.
import { withCore } from "../common/core.js";

// Without the core: the details are where one looks when something is wrong.
document.getElementById("details")?.addEventListener("click", async (event) => {
  event.preventDefault();
  await chrome.runtime.openOptionsPage();
  window.close();
});

await withCore((core) => core.openPopup());
