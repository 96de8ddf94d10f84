// Puts the words into the page before it is painted for the first time.
"use strict";

for (const element of document.querySelectorAll("[data-i18n]")) {
  element.textContent = chrome.i18n.getMessage(element.getAttribute("data-i18n") ?? "");
}
// The language of the messages. The browser's own may be one that we do not have.
document.documentElement.lang = chrome.i18n.getMessage("languageTag");
document.documentElement.dir = chrome.i18n.getMessage("languageDirection");
