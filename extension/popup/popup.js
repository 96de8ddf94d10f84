// Starts the core, which fills the popup.
import { withCore } from "../common/core.js";
import { drawReminder } from "../common/regional.js";

// This works without the core too: Details explain what is wrong.
const details = /** @type {HTMLAnchorElement} */ (document.getElementById("details"));
details.addEventListener("click", async (event) => {
  event.preventDefault();
  // Some browsers open no options page:
  // https://github.com/tilfinltd/aws-extend-switch-roles/issues/406
  await chrome.runtime.openOptionsPage().catch(() => chrome.tabs.create({ url: details.href }));
  window.close();
});

await withCore((core) => core.openPopup(drawReminder));
