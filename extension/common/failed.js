// What a page says where the core could not start.

/** @param {unknown} error */
export function sayThatItFailed(error) {
  console.error(error);
  const trouble = document.createElement("p");
  trouble.textContent = chrome.i18n.getMessage("troubleFailed");
  const troubles = document.getElementById("troubles");
  troubles?.removeAttribute("hidden");
  document.querySelector("main")?.setAttribute("data-failed", "");
  troubles?.replaceChildren(trouble);
}
