// The page's trees: the document, same-origin iframes and shadow roots, and how
// to get about in them. A form answers for its fields, and the document for its
// elements, in place of their own properties of these names: so what may be one
// of them is read by `get` and `call`. Elements of an iframe are no instances of
// this window's classes, so tags and node types are compared instead.

/** How many iframes are looked into at most. */
const MOST_FRAMES = 20;

/**
 * @param {Node} node
 * @param {string} name
 * @returns {any} `node[name]`, whatever the page has named so
 */
export function get(node, name) {
  return Reflect.get(Object.getPrototypeOf(node), name, node);
}

/**
 * Calls the method `name` of `node`, whatever the page has named so.
 *
 * @param {Node} node
 * @param {string} name
 * @param {...any} values
 * @returns {any}
 */
export function call(node, name, ...values) {
  return get(node, name).apply(node, values);
}

/**
 * @param {Element} element
 * @returns {string} its tag, in lower case
 */
export function tagOf(element) {
  return get(element, "localName");
}

/**
 * @param {Element} element
 * @param {string} selector
 * @returns {boolean}
 */
export function isMatch(element, selector) {
  return call(element, "matches", selector);
}

/**
 * Whether `element` is of the page's own making, by its name.
 *
 * @param {Element} element
 */
export function isCustom(element) {
  return tagOf(element).includes("-");
}

/**
 * The shadow root of `element`, also a closed one: browsers let extensions look
 * into those. Only custom elements are asked for it, because the question costs
 * more than the rest of a step through the page.
 *
 * @param {any} element for closed roots, Firefox has a property of it, Chromium a function
 * @returns {ShadowRoot | null}
 */
export function shadowRootOf(element) {
  const open = get(element, "shadowRoot");
  if (open || !isCustom(element)) return open;
  try {
    return element.openOrClosedShadowRoot ?? chrome.dom.openOrClosedShadowRoot(element);
  } catch {
    // Not an HTML element: SVG has names with a hyphen too.
    return null;
  }
}

/**
 * The child nodes of `element` as they are rendered: those of its shadow root,
 * and what is put into a slot.
 *
 * @param {Element} element
 * @returns {Node[]}
 */
export function renderedChildren(element) {
  const slotted = tagOf(element) === "slot" ? call(element, "assignedNodes") : [];
  return slotted.length > 0 ? slotted : Array.from(get(shadowRootOf(element) ?? element, "childNodes"));
}

/**
 * @param {Node} node
 * @returns {node is Element}
 */
export function isElement(node) {
  return get(node, "nodeType") === 1;
}

/**
 * `element` and what is rendered in it, through shadow roots and slots.
 *
 * @param {Element} element
 * @param {number} most
 * @returns {Element[]} at most so many
 */
export function renderedIn(element, most) {
  const found = [element];
  for (let at = 0; at < found.length && found.length < most; at++) {
    found.push(...renderedChildren(found[at]).filter(isElement));
  }
  return found.slice(0, most);
}

/**
 * The element that holds `element` in what is rendered: the slot that it is put into, past a
 * shadow root its host, past a document its iframe.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
export function parentOf(element) {
  const parent = get(element, "parentNode");
  if (!parent) return null;
  if (isElement(parent)) return slotIn(parent, element) ?? parent;
  return parent.host ?? get(parent, "defaultView")?.frameElement ?? null;
}

/**
 * Not `assignedSlot`: of a closed root that is a secret.
 *
 * @param {Element} host
 * @param {Element} element
 */
function slotIn(host, element) {
  const root = shadowRootOf(host);
  return root && all(root, "slot", 50).find((slot) => attributeOf(slot, "name") === attributeOf(element, "slot"));
}

/**
 * `element` and all that holds it in what is rendered, outwards.
 *
 * @param {Element | null} element
 */
export function lineOf(element) {
  const line = [];
  for (let at = element; at; at = parentOf(at)) line.push(at);
  return line;
}

/**
 * Whether `outer` is `inner` or holds it in what is rendered.
 *
 * @param {Element} outer
 * @param {Element | null} inner
 */
export function holds(outer, inner) {
  return lineOf(inner).includes(outer);
}

/**
 * The nearest of `element` and what is above it that `selector` matches.
 *
 * @param {Element | null} element
 * @param {string} selector
 * @returns {Element | null}
 */
export function nearest(element, selector) {
  return element && (call(element, "closest", selector) ?? nearest(hostOf(element), selector));
}

/**
 * The host of the shadow tree that `element` is in, if it is in one.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
function hostOf(element) {
  return call(element, "getRootNode").host ?? null;
}

/**
 * The hosts of the shadow trees around `element`, innermost first.
 *
 * @param {Element} element
 * @returns {Element[]}
 */
export function hostsOf(element) {
  const host = hostOf(element);
  return host ? [host, ...hostsOf(host)] : [];
}

/**
 * @param {Element} element
 * @param {string} name
 * @returns {string} empty where it has no such attribute
 */
export function attributeOf(element, name) {
  return (call(element, "getAttribute", name) ?? "").trim();
}

/**
 * @param {Element} element
 * @param {CheckVisibilityOptions} [options]
 * @returns {boolean}
 */
export function isRendered(element, options) {
  return call(element, "checkVisibility", options);
}

/**
 * @param {Element} element
 * @returns {boolean} whether it is rendered and not made invisible
 */
export function isPainted(element) {
  return isRendered(element, { opacityProperty: true, visibilityProperty: true });
}

/**
 * @param {Node} [node] by default this page's document
 * @returns {HTMLElement} the `<html>` that it is in
 */
export function html(node = document) {
  return get(get(node, "ownerDocument") ?? node, "documentElement");
}

/** @returns {HTMLElement | null} this page's `<body>`; while it is being parsed there is none */
export function body() {
  return get(document, "body");
}

/**
 * @param {Node} root a document, shadow root or element
 * @param {string} selector
 * @returns {Element[]} at most `most` of what is selected, in tree order
 */
export function all(root, selector, most = 1000) {
  return Array.prototype.slice.call(call(root, "querySelectorAll", selector), 0, most);
}

/**
 * @param {Element} frame
 * @returns {Document | null} what is in a same-origin iframe, `null` for anything else
 */
export function insideOf(frame) {
  return tagOf(frame) === "iframe" ? /** @type {HTMLIFrameElement} */ (frame).contentDocument : null;
}

/** The page's document and those in its iframes. */
export function documents() {
  const inside = all(document, "iframe", MOST_FRAMES).map(insideOf);
  return [document, ...inside.filter((owner) => owner !== null)];
}
