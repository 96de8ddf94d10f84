// Puts the words into the page before it is painted for the first time.
"use strict";

for (const element of document.querySelectorAll("[data-i18n]")) {
  element.textContent = chrome.i18n.getMessage(element.getAttribute("data-i18n") ?? "");
}
const language = chrome.i18n.getMessage("languageTag");
document.documentElement.lang = language;
// The browser tells the direction of its own language. Where the words are not
// in that one but in English, right to left would put their full stops first.
const isTheBrowsers = chrome.i18n.getUILanguage().split("-")[0] === language.split("-")[0];
document.documentElement.dir = isTheBrowsers ? chrome.i18n.getMessage("@@bidi_dir") : "ltr";
