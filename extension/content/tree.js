// The page's trees: the document, same-origin iframes and shadow roots, and how
// to get about in them. A form answers for its fields, and the document for its
// elements, in place of their own properties of these names: so what may be one
// of them is read by `get` and `call`. (A tag is not: a pattern fits no field.)
// Elements of an iframe are no instances of this window's classes, so tags and
// node types are compared instead.

/** How many elements are looked through for what is drawn, and for letters. */
const MOST_RENDERED = 80;

/**
 * @param {Node} node
 * @param {string} name
 * @returns {any} `node[name]`, whatever the page has named so
 */
export const get = (node, name) => Reflect.get(Object.getPrototypeOf(node), name, node);

/**
 * Calls the method `name` of `node`, whatever the page has named so.
 *
 * @param {Node} node
 * @param {string} name
 * @param {...any} values
 * @returns {any}
 */
export const call = (node, name, ...values) => get(node, name).apply(node, values);

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
  if (open || !/-/.test(element.localName)) return open;
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
 * @param {any} element
 * @returns {Node[]}
 */
export function renderedChildren(element) {
  const slotted = element.assignedNodes?.() ?? [];
  return slotted.length > 0 ? slotted : [...get(shadowRootOf(element) ?? element, "childNodes")];
}

/**
 * @param {Node} node
 * @returns {node is Element}
 */
export const isElement = (node) => get(node, "nodeType") === 1;

/**
 * `element` and what is rendered in it, through shadow roots and slots.
 *
 * @param {Element} element
 * @returns {Element[]} at most `MOST_RENDERED`
 */
export function renderedIn(element) {
  const found = [element];
  for (const each of found) if (found.length < MOST_RENDERED) found.push(...renderedChildren(each).filter(isElement));
  return found.slice(0, MOST_RENDERED);
}

/**
 * The element that holds `element`: past a shadow root its host, past a document its iframe.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
export function parentOf(element) {
  const parent = get(element, "parentNode");
  if (!parent) return null;
  return isElement(parent) ? parent : (parent.host ?? parent.defaultView?.frameElement ?? null);
}

/**
 * `element` and all that holds it in what is rendered, outwards.
 *
 * @param {Element | null} [element]
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
export const holds = (outer, inner) => lineOf(inner).includes(outer);

/**
 * The nearest of `element` and what is above it that `selector` matches.
 *
 * @param {Element | null | undefined} element
 * @param {string} selector
 * @returns {Element | undefined}
 */
export const nearest = (element, selector) =>
  withHosts(element)
    .map((it) => call(it, "closest", selector))
    .find(Boolean);

/**
 * `element` and the hosts of the shadow trees around it, innermost first.
 *
 * @param {any} element
 * @returns {Element[]}
 */
export const withHosts = (element) => (element ? [element, ...withHosts(call(element, "getRootNode").host)] : []);

/**
 * @param {Element} element
 * @param {string} name
 * @returns {string} empty where it has no such attribute
 */
export const attributeOf = (element, name) => (call(element, "getAttribute", name) ?? "").trim();

/**
 * @param {Element} element
 * @param {CheckVisibilityOptions} [options]
 * @returns {boolean}
 */
export const isRendered = (element, options) => call(element, "checkVisibility", options);

/**
 * @param {Element} element
 * @returns {boolean} whether it is rendered and not made invisible
 */
export const isPainted = (element) => isRendered(element, { opacityProperty: true, visibilityProperty: true });

/**
 * @param {Node} [node] by default this page's document
 * @returns {HTMLElement} the `<html>` that it is in
 */
export const html = (node = document) => get(get(node, "ownerDocument") ?? node, "documentElement");

/** @returns {HTMLElement | null} this page's `<body>`; while it is being parsed there is none */
export const body = () => get(document, "body");

/**
 * @param {Node} root a document, shadow root or element
 * @param {string} selector
 * @returns {Element[]} what is selected, in tree order
 */
export const all = (root, selector) => [...call(root, "querySelectorAll", selector)];

/** @returns {Document[]} the page's document and those in its iframes of the same origin */
export function documents() {
  const frames = /** @type {any[]} */ (all(document, "iframe"));
  return [document, ...frames.map((frame) => frame.contentDocument).filter(Boolean)];
}
