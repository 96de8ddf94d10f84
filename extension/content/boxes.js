// Where elements are, in the viewport of the top window, and what is at a point
// of it. Reads layout; changes nothing.
import { rect } from "./place.js";
import { call, get, insideOf, shadowRootOf } from "./tree.js";

/**
 * @param {Element} element
 * @returns {DOMRect} where it is in the viewport of its own window
 */
export function boxOf(element) {
  return call(element, "getBoundingClientRect");
}

/**
 * @param {Element} element
 * @returns {Rect} where it is in this window's viewport, also from within iframes
 */
export function boxInView(element) {
  return inView(element, boxOf(element));
}

/**
 * @param {Element} element
 * @param {Rect} box in the viewport of its own window
 */
export function inView(element, box) {
  for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
    const { left, top, scale } = insideBoxOf(frame);
    box = rect(left + box.left * scale, top + box.top * scale, left + box.right * scale, top + box.bottom * scale);
  }
  return box;
}

/**
 * @param {Element & {offsetWidth?: number}} element
 * @returns {number} by how much transforms and zoom enlarge it
 */
export function scaleOf(element) {
  return boxOf(element).width / (element.offsetWidth ?? NaN) || 1;
}

/**
 * @param {Element} element
 * @returns {HTMLElement | undefined} the iframe that it is in
 */
function frameOf(element) {
  return get(element, "ownerDocument").defaultView?.frameElement;
}

/**
 * Where the inside of an iframe begins in the viewport around it, and by how much it is scaled.
 * One that is turned is taken as if it were not.
 *
 * @param {HTMLElement} frame
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
  const hit = call(root, "elementFromPoint", x, y);
  const inside = hit && insideOf(hit);
  if (inside) {
    const { left, top, scale } = insideBoxOf(hit);
    return elementAt((x - left) / scale, (y - top) / scale, inside) ?? hit;
  }
  const shadow = hit && shadowRootOf(hit);
  return shadow && shadow !== root ? (elementAt(x, y, shadow) ?? hit) : hit;
}
