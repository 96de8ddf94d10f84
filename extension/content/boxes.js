// Where elements are, in the viewport of the top window, and what is at a point
// of it. Reads layout; changes nothing.
import { rect } from "./place.js";
import { call, get, shadowRootOf } from "./tree.js";

/**
 * @param {Element} element
 * @returns {DOMRect} where it is in the viewport of its own window
 */
export const boxOf = (element) => call(element, "getBoundingClientRect");

/**
 * @param {Element} element
 * @param {Rect} [box] in the viewport of its own window: by default its own
 * @returns {Rect} where that is in this window's viewport, also from within iframes
 */
export function inView(element, box = boxOf(element)) {
  const frame = get(element, "ownerDocument").defaultView?.frameElement;
  if (!frame) return box;
  const { left, top, scale } = insideBoxOf(frame);
  const [right, bottom] = [left + box.right * scale, top + box.bottom * scale];
  return inView(frame, rect(left + box.left * scale, top + box.top * scale, right, bottom));
}

/**
 * @param {any} element
 * @returns {number} by how much transforms and zoom enlarge it
 */
export const scaleOf = (element) => boxOf(element).width / element.offsetWidth || 1;

/**
 * Where the inside of an iframe begins in the viewport around it, and by how much it is scaled.
 * One that is turned is taken as if it were not.
 *
 * @param {any} frame
 */
function insideBoxOf(frame) {
  const { left, top } = boxOf(frame);
  const { paddingLeft, paddingTop } = getComputedStyle(frame);
  const scale = scaleOf(frame);
  return {
    left: left + (frame.clientLeft + parseFloat(paddingLeft)) * scale,
    top: top + (frame.clientTop + parseFloat(paddingTop)) * scale,
    scale,
  };
}

/**
 * What a person would click on at a point of the viewport of `root`.
 *
 * @param {number} x
 * @param {number} y
 * @param {Document | ShadowRoot} root
 * @returns {Element | null}
 */
export function elementAt(x, y, root = document) {
  const hit = /** @type {any} */ (root.elementFromPoint(x, y));
  // Of an iframe.
  const inside = hit?.contentDocument;
  if (inside) {
    const { left, top, scale } = insideBoxOf(hit);
    return elementAt((x - left) / scale, (y - top) / scale, inside) ?? hit;
  }
  const shadow = hit && shadowRootOf(hit);
  return shadow && shadow !== root ? (elementAt(x, y, shadow) ?? hit) : hit;
}
