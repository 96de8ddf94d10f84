// Makes nodes for our pages: always from text, never from markup.

/**
 * @param {string} tag
 * @param {string} className none where it is empty
 * @param {...(string | Node)} content
 */
export function element(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/**
 * Marks words of another language, so that a screen reader reads them as in that.
 *
 * @template {HTMLElement} T
 * @param {T} element
 * @param {string} lang
 */
export function inLanguage(element, lang) {
  return Object.assign(element, { lang });
}

/** The element `#id`. @param {string} id of an element that the page has */
export function get(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** The message under `key`, which has no placeholders. @param {string} key */
export function say(key) {
  return chrome.i18n.getMessage(key);
}

/** Replaces the content of `#id`, or hides it where there is none. @param {string} id @param {...(string | Node)} content */
export function put(id, ...content) {
  const place = document.getElementById(id);
  place?.replaceChildren(...content);
  place?.toggleAttribute("hidden", content.length === 0);
}
