// The page's trees: the document, same-origin iframes and open shadow roots,
// and how to get about in them. Nothing here trusts a name on `document` or on
// a form: a page can put elements in their place by naming them so. Elements
// of an iframe are no instances of this window's classes, so tags and node
// types are compared instead.

/** How many iframes are looked into at most. */
export const MOST_FRAMES = 20;

const query = Document.prototype.querySelectorAll;
const queryIn = DocumentFragment.prototype.querySelectorAll;
const queryBelow = Element.prototype.querySelectorAll;
const htmlOf = getter(Document.prototype, "documentElement");
const parentOf = getter(Node.prototype, "parentNode");
const typeOf = getter(Node.prototype, "nodeType");
const childrenOf = getter(Node.prototype, "childNodes");
const contentOf = getter(Node.prototype, "textContent");
const { getBoundingClientRect, checkVisibility, getAnimations } = Element.prototype;

/**
 * @param {object} prototype
 * @param {string} name of one of its properties
 * @returns {() => any}
 */
function getter(prototype, name) {
  return /** @type {() => any} */ (Object.getOwnPropertyDescriptor(prototype, name)?.get);
}

/**
 * @param {Element} element
 * @returns {string}
 */
export function textOf(element) {
  return contentOf.call(element) ?? "";
}

/** @param {Element} element */
export function boxOf(element) {
  return getBoundingClientRect.call(element);
}

/**
 * @param {Element} element
 * @param {CheckVisibilityOptions} options
 */
export function isRendered(element, options) {
  return checkVisibility.call(element, options);
}

/** @param {Element} element */
export function animationsOf(element) {
  return getAnimations.call(element);
}

/** The `<html>` element of `owner`, by default this page's. */
export function html(owner = document) {
  return /** @type {HTMLElement} */ (htmlOf.call(owner));
}

/**
 * @param {Node} root a document, shadow root or element
 * @param {string} selector
 * @returns {Element[]} at most `most` of what is selected, in tree order
 */
export function all(root, selector, most = 1000) {
  const method = root.nodeType === 9 ? query : root.nodeType === 11 ? queryIn : queryBelow;
  return Array.prototype.slice.call(method.call(/** @type {any} */ (root), selector), 0, most);
}

/**
 * The element above in what is rendered: past the root of a shadow tree, its host.
 *
 * @param {Node} node
 * @returns {Element | null}
 */
export function above(node) {
  const parent = parentOf.call(node);
  const type = parent && typeOf.call(parent);
  return type === 1 ? parent : type === 11 ? (parent.host ?? null) : null;
}

/**
 * The elements that have the same parent as `element`, itself among them.
 *
 * @param {Element} element
 * @returns {Element[]}
 */
export function amongSiblings(element) {
  const parent = parentOf.call(element);
  return parent ? Array.from(childrenOf.call(parent)).filter((node) => typeOf.call(node) === 1) : [element];
}

/**
 * The nearest of `element` and what is above it that `selector` matches.
 *
 * @param {Element} element
 * @param {string} selector
 */
export function nearest(element, selector) {
  for (let at = /** @type {Element | null} */ (element); at; at = hostOf(at)) {
    const found = at.closest(selector);
    if (found) return found;
  }
  return null;
}

/**
 * The host of the shadow tree that `element` is in, if it is in one.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
export function hostOf(element) {
  return /** @type {Partial<ShadowRoot>} */ (element.getRootNode()).host ?? null;
}

/**
 * Whether `outer` is `inner` or above it.
 *
 * @param {Element} outer
 * @param {Element | null} inner
 */
export function holds(outer, inner) {
  for (let at = inner; at; at = above(at)) if (at === outer) return true;
  return false;
}

/**
 * The document in a same-origin iframe, `null` for any other.
 *
 * @param {HTMLIFrameElement} frame
 */
export function insideOf(frame) {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/**
 * Where `element` is in this window's viewport, also from within iframes.
 *
 * @param {Element} element
 * @returns {Rect}
 */
export function boxInView(element) {
  const { left, top, right, bottom, width, height } = boxOf(element);
  const box = { left, top, right, bottom, width, height };
  for (const frame of framesAround(element)) {
    const outer = frame.getBoundingClientRect();
    const x = outer.left + frame.clientLeft;
    const y = outer.top + frame.clientTop;
    box.left += x;
    box.right += x;
    box.top += y;
    box.bottom += y;
  }
  return box;
}

/**
 * The iframes that `element` is in, innermost first.
 *
 * @param {Element} element
 */
export function framesAround(element) {
  const frames = [];
  for (let owner = element.ownerDocument; owner && owner !== document; ) {
    const frame = owner.defaultView?.frameElement;
    if (!frame) break;
    frames.push(frame);
    owner = frame.ownerDocument;
  }
  return frames;
}

/**
 * What a person would click on at a point of the viewport.
 *
 * @param {number} x
 * @param {number} y
 * @returns {Element | null}
 */
export function elementAt(x, y) {
  let hit = Document.prototype.elementFromPoint.call(document, x, y);
  for (let depth = 0; hit && depth < 20; depth++) {
    if (hit.localName === "iframe") {
      const inside = insideOf(/** @type {HTMLIFrameElement} */ (hit));
      if (!inside) return hit;
      const box = hit.getBoundingClientRect();
      x -= box.left + hit.clientLeft;
      y -= box.top + hit.clientTop;
      hit = inside.elementFromPoint(x, y) ?? hit;
      if (hit.localName === "iframe") return hit;
      continue;
    }
    const inner = hit.shadowRoot?.elementFromPoint(x, y);
    if (!inner || inner === hit) return hit;
    hit = inner;
  }
  return hit;
}

/**
 * Looks for open shadow roots, a slice of the page at a time, so that no task
 * is long however many elements there are.
 *
 * @param {(root: ShadowRoot) => void} found
 * @param {AbortSignal} signal
 */
export async function findShadowRoots(found, signal) {
  const frames = /** @type {HTMLIFrameElement[]} */ (all(document, "iframe", MOST_FRAMES));
  const pending = [/** @type {Node} */ (document), ...frames.map(insideOf).filter((inside) => inside !== null)];
  for (let root = pending.pop(), seen = 0; root && seen < 500_000; root = pending.pop()) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const shadow = /** @type {Element} */ (node).shadowRoot;
      if (shadow) {
        found(shadow);
        pending.push(shadow);
      }
      if (++seen % 10_000 === 0) {
        await new Promise((resume) => setTimeout(resume));
        if (signal.aborted) return;
      }
    }
  }
}
