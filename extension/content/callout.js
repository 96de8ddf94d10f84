// What the callout is made of: elements, and words in the person's language.

/**
 * Sets the text only where it differs, so that a screen reader hears it once.
 *
 * @param {Element} list
 * @param {import("../messages").Line[]} lines
 */
export function setLines(list, lines) {
  const texts = lines.map(({ key, args }) => word(key, args));
  if (list.textContent !== texts.join("")) list.replaceChildren(...texts.map((text) => make("div", "line", text)));
}

/**
 * @param {string} key of a message
 * @param {string[]} [args]
 */
export const word = (key, args) => chrome.i18n.getMessage(key, args);

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(string | Node)} content
 */
export function make(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}
