// What labels an element: its accessible name, as far as settings pages need
// it (https://www.w3.org/TR/accname-1.2/). Unlike a screen reader it also reads
// where the element or its label is not rendered: many pages hide the input
// and show a drawing of a switch. Tests compare it with dom-accessibility-api.
import { all, attributeOf, get, isElement, renderedChildren, shadowRootOf, withHosts } from "./tree.js";

/** Text that is longer than this names nothing, and would take long to read. */
const LONGEST_SOURCE = 10_000;
/** What is named by its content where nothing else names it. */
const NAMED_BY_CONTENT = "[role~=switch i],[role~=checkbox i],[role~=radio i],[role~=button i],button,option";
/** Text that is never shown. */
const UNREAD = /^(script|style|template|noscript|select|textarea|datalist)$/;

/**
 * The text that labels `element`, or the host of the shadow tree that it is in:
 * a component's inner input often has no name, and its host has one.
 *
 * @param {Element} element
 * @returns {string} empty where it has none, or where that is too long to be a label
 */
export const accessibleName = (element) => withHosts(element).map(ownName).find(Boolean) ?? "";

/**
 * @param {Element} element
 * @returns {string} its name without that of the hosts around it
 */
export function ownName(element) {
  const referenced = referencedBy(element);
  // For its labels the browser walks the whole page.
  const sources = referenced.length ? referenced : labelsOf(element);
  if ([element, ...sources].some((source) => get(source, "textContent").length > LONGEST_SOURCE)) return "";
  const name = referenced.map((source) => nameOf(source, true, element)).join(" ");
  return tidy(name) || tidy(nameOf(element, element.matches(NAMED_BY_CONTENT), element));
}

/**
 * What `aria-labelledby` names, in the element's own tree. A host may mean what
 * is in its shadow root: ids do not reach that far, but people read it all the same.
 *
 * @param {Element} element
 * @returns {Element[]}
 */
export function referencedBy(element) {
  const ids = attributeOf(element, "aria-labelledby").split(/\s+/).filter(Boolean);
  const roots = [element.getRootNode(), shadowRootOf(element) ?? []].flat();
  return ids.flatMap((id) => roots.flatMap((root) => all(root, `#${CSS.escape(id)}`)).slice(0, 1));
}

/**
 * The `<label>`s of `element`. A custom element tells its labels to its own
 * code alone, so they are looked for.
 *
 * @param {Element & {labels?: NodeListOf<Element> | null}} element
 * @returns {Element[]}
 */
export function labelsOf(element) {
  if (element.labels) return [...element.labels];
  if (!/-/.test(element.localName)) return [];
  const around = element.closest("label");
  const id = attributeOf(element, "id");
  const pointing = id ? all(element.getRootNode(), `label[for="${CSS.escape(id)}"]`) : [];
  return [...new Set(around ? [...pointing, around] : pointing)];
}

/**
 * @param {Element} element
 * @param {boolean} byContent whether its content names it
 * @param {Element} control what is being named: it is no part of its own label
 * @returns {string}
 */
function nameOf(element, byContent, control) {
  const labels = element === control ? labelsOf(element) : [];
  // Where a component's text is an attribute, most call it `label`.
  return (
    attributeOf(element, "aria-label") ||
    nativeNameOf(element) ||
    tidy(labels.map((label) => nameOf(label, true, control)).join(" ")) ||
    (byContent && tidy(textIn(element, control, !isShown(element)))) ||
    (/-/.test(element.localName) && attributeOf(element, "label")) ||
    attributeOf(element, "title")
  );
}

/**
 * The name that HTML or SVG has a way of its own for.
 *
 * @param {Element} element
 * @returns {string}
 */
function nativeNameOf(element) {
  const [title] = all(element, ":scope > title, :scope > legend");
  return title ? get(title, "textContent") : attributeOf(element, "alt");
}

/**
 * The text that is rendered in `element`, without what is hidden and without
 * the control that it labels.
 *
 * @param {Element} element
 * @param {Element} control what is being named: it is no part of its own label
 * @param {boolean} hidden whether what is not rendered is read too: all of it is where a label is not
 * @returns {string}
 */
function textIn(element, control, hidden) {
  const texts = renderedChildren(element).map((part) => {
    if (!isElement(part)) return part.nodeType === 3 ? part.nodeValue : "";
    if (part === control || UNREAD.test(part.localName) || attributeOf(part, "aria-hidden") === "true") return "";
    if (!hidden && !isShown(part)) return "";
    const text = attributeOf(part, "aria-label") || nativeNameOf(part) || textIn(part, control, hidden);
    // Words in two blocks are two words, though nothing stands between them.
    return /^(inline|contents)$/.test(getComputedStyle(part).display) && part.localName !== "br" ? text : ` ${text} `;
  });
  return texts.join("");
}

/** @param {Element} element */
function isShown(element) {
  const { display, visibility } = getComputedStyle(element);
  return display !== "none" && visibility === "visible";
}

/**
 * The one form in which labels are compared: NFKC, so that ligatures, full-width letters and no-break
 * spaces match their plain forms; white space collapsed.
 *
 * @param {string} text
 */
export const tidy = (text) => text.normalize("NFKC").replace(/\s+/g, " ").trim();
