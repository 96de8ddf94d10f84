// What labels an element: its accessible name, as far as settings pages need
// it (https://www.w3.org/TR/accname-1.2/). Unlike a screen reader it also reads
// where the element or its label is not rendered: many pages hide the input
// and show a drawing of a switch. Tests compare it with dom-accessibility-api.
import { tidy } from "./label-text.js";
import { all, attributeOf, get, hostsOf, isCustom, isElement, renderedChildren, shadowRootOf, tagOf } from "./tree.js";

/** Text that is longer than this names nothing, and would take long to read. */
const LONGEST_SOURCE = 10_000;
/** What is named by its content where nothing else names it. */
const NAMED_BY_CONTENT =
  "[role~=switch i],[role~=checkbox i],[role~=radio i],[role~=button i],button:not([role]),option,legend,label";
/** Text that is never shown. */
const UNREAD = /^(script|style|template|noscript|select|textarea|datalist)$/;

/**
 * The text that labels `element`, or the host of the shadow tree that it is in:
 * a component's inner input often has no name, and its host has one.
 *
 * @param {Element} element
 * @returns {string} empty where it has none, or where that is too long to be a label
 */
export function accessibleName(element) {
  return [element, ...hostsOf(element)].map(ownName).find((name) => name !== "") ?? "";
}

/**
 * @param {Element} element
 * @returns {string} its name without that of the hosts around it
 */
export function ownName(element) {
  if (namersOf(element).some((source) => get(source, "textContent").length > LONGEST_SOURCE)) return "";
  const referenced = tidy(
    referencedBy(element)
      .map((source) => nameOf(source, true, element))
      .join(" "),
  );
  return referenced || tidy(nameOf(element, element.matches(NAMED_BY_CONTENT), element));
}

/**
 * What the name of `element` comes from, itself first.
 *
 * @param {Element} element
 * @returns {Element[]}
 */
export function namersOf(element) {
  const referenced = referencedBy(element);
  // For its labels the browser walks the whole page.
  return [element, ...(referenced.length > 0 ? referenced : labelsOf(element))];
}

/**
 * What `aria-labelledby` names, in the element's own tree. A host may mean what
 * is in its shadow root: ids do not reach that far, but people read it all the same.
 *
 * @param {Element} element
 * @returns {Element[]}
 */
function referencedBy(element) {
  const ids = attributeOf(element, "aria-labelledby").split(/\s+/).filter(Boolean);
  if (ids.length === 0) return [];
  const inside = shadowRootOf(element);
  return ids.flatMap((id) => {
    const named = `[id="${CSS.escape(id)}"]`;
    return [element.getRootNode(), inside].flatMap((root) => (root ? all(root, named, 1) : [])).slice(0, 1);
  });
}

/**
 * The `<label>`s of `element`. A custom element tells its labels to its own
 * code alone, so they are looked for.
 *
 * @param {Element & {labels?: NodeListOf<Element> | null}} element
 * @returns {Element[]}
 */
export function labelsOf(element) {
  if (element.labels) return Array.from(element.labels);
  if (!isCustom(element)) return [];
  const around = element.closest("label");
  const id = attributeOf(element, "id");
  const pointing = id ? all(element.getRootNode(), `label[for="${CSS.escape(id)}"]`) : [];
  return around && !pointing.includes(around) ? [...pointing, around] : pointing;
}

/**
 * @param {Element} element
 * @param {boolean} byContent whether its content names it
 * @param {Element} control what is being named: it is no part of its own label
 * @returns {string}
 */
function nameOf(element, byContent, control) {
  // Where a component's text is an attribute, most call it `label`.
  return (
    attributeOf(element, "aria-label") ||
    nativeNameOf(element, control) ||
    (byContent ? textIn(element, control, !isShown(element)) : "").trim() ||
    (isCustom(element) && attributeOf(element, "label")) ||
    attributeOf(element, "title")
  );
}

/**
 * The name that HTML has a way of its own for.
 *
 * @param {Element} element
 * @param {Element} control what is being named: it is no part of its own label
 * @returns {string}
 */
function nativeNameOf(element, control) {
  const tag = tagOf(element);
  if (tag === "img") return attributeOf(element, "alt");
  if (tag === "svg" || tag === "fieldset")
    return all(element, ":scope > title, :scope > legend", 1)
      .map((title) => get(title, "textContent"))
      .join();
  if (element === control)
    return labelsOf(element)
      .map((label) => nameOf(label, true, control))
      .join(" ")
      .trim();
  return "";
}

/**
 * The text that is rendered in `element`, without what is hidden and without
 * the control that it labels.
 *
 * @param {Element} element
 * @param {Element} control what is being named: it is no part of its own label
 * @param {boolean} [hidden] whether what is not rendered is read too: all of it is where a label is not
 * @returns {string}
 */
function textIn(element, control, hidden = false) {
  let text = "";
  for (const node of renderedChildren(element)) {
    if (isElement(node)) text += textOfPart(node, control, hidden);
    else if (node.nodeType === 3) text += node.nodeValue;
  }
  return text;
}

/**
 * @param {Element} part of what is being read
 * @param {Element} control what is being named: it is no part of its own label
 * @param {boolean} hidden
 * @returns {string}
 */
function textOfPart(part, control, hidden) {
  if (part === control || UNREAD.test(tagOf(part)) || attributeOf(part, "aria-hidden") === "true") return "";
  if (!hidden && !isShown(part)) return "";
  const text = attributeOf(part, "aria-label") || nativeNameOf(part, control) || textIn(part, control, hidden);
  // Words in two blocks are two words, though nothing stands between them.
  return /^(inline|contents)$/.test(getComputedStyle(part).display) && tagOf(part) !== "br" ? text : ` ${text} `;
}

/** @param {Element} element */
function isShown(element) {
  const { display, visibility } = getComputedStyle(element);
  return display !== "none" && visibility === "visible";
}
