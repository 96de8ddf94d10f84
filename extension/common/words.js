// Puts the words into the page before it is painted for the first time.
"use strict";

for (const element of document.querySelectorAll("[data-i18n]")) {
  element.textContent = chrome.i18n.getMessage(element.getAttribute("data-i18n") ?? "");
}
// Of the words, not of the browser: it can have a language that we do not have.
document.documentElement.lang = chrome.i18n.getMessage("languageTag");
document.documentElement.dir = chrome.i18n.getMessage("languageDirection");
