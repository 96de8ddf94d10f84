// What of the page lies over the target, or over all of the page; and what of
// the target can be seen. Reads layout and style; changes nothing.
import { boxOf, elementAt } from "./boxes.js";
import { MAIN } from "./controls.js";
import { isSwitchSized } from "./drawings.js";
import { intersection, middle, rect } from "./place.js";
import { all, body, holds, html, isMatch, isPainted, lineOf, parentOf } from "./tree.js";
import { targetsOf } from "./visible-parts.js";

/** An edge is found to so much of a pixel. */
const EXACT = 0.25;
/** What may be missing of a box at the middle of its edge without being clipped, in pixels. */
const TURNED = 8;

/**
 * What a person can see of a part of `control`: what is clipped, or lies under
 * something else, is not hit there. Whatever clips or covers it is the
 * browser's to know.
 *
 * @param {VisiblePart} part
 * @param {Element} control
 * @param {Rect} view what is in sight of the window
 * @param {Element} host what is ours moves out of the way
 * @returns {Rect | null} `null` where its middle cannot be seen
 */
export function seenOf({ element, rect: find }, control, view, host) {
  const box = find();
  const inside = intersection(box, view);
  if (inside.width * inside.height < (box.width * box.height) / 2) return null;
  const own = [host, element, ...targetsOf(control)];
  // What takes no clicks, and text over several lines, lets what is behind it be hit.
  const isOpen = getComputedStyle(element).pointerEvents === "none" || element.getClientRects().length > 1;
  const around = parentOf(element);
  const isSeen = (/** @type {number} */ x, /** @type {number} */ y) => {
    const hit = elementAt(x, y);
    const line = lineOf(hit);
    if (own.some((it) => line.includes(it))) return true;
    // Some lay a transparent box over their drawing, for the pointer or the focus.
    return (
      hit !== null &&
      ((isOpen && holds(hit, element)) ||
        (around !== null && line.includes(around) && hit !== around && isSwitchSized(boxOf(hit))))
    );
  };
  const { x, y } = middle(inside);
  if (!isSeen(x, y)) return null;
  const atX = (/** @type {number} */ at) => isSeen(at, y);
  const atY = (/** @type {number} */ at) => isSeen(x, at);
  return rect(edge(x, box.left, atX), edge(y, box.top, atY), edge(x, box.right, atX), edge(y, box.bottom, atY));
}

/**
 * How far one sees from the middle towards `end`.
 *
 * @param {number} start
 * @param {number} end
 * @param {(at: number) => boolean} isSeen
 */
function edge(start, end, isSeen) {
  // Not at the very edge: corners are round, and what is turned does not fill its box.
  if (isSeen(end + Math.max(-TURNED, Math.min((start - end) / 4, TURNED)))) return end;
  let seen = start;
  let unseen = end;
  while (Math.abs(unseen - seen) > EXACT) {
    const at = (seen + unseen) / 2;
    if (isSeen(at)) seen = at;
    else unseen = at;
  }
  return seen;
}

/**
 * The elements of this document's top layer that the target is in.
 *
 * @param {OverlayTarget | null} target
 */
export function layersOf(target) {
  const line = target ? lineOf(target.control) : [];
  return line.filter((it) => isMatch(it, ":modal,:fullscreen,:popover-open") && it.ownerDocument === document);
}

/**
 * Whether a modal lies over the page that the target is not in. Without a
 * target, its place is taken by the page's main content.
 *
 * @param {OverlayTarget | null} target
 * @param {Element} host ours, which lies over the page too
 */
export function isCovered(target, host) {
  const line = lineOf(target?.control ?? all(document, MAIN, 1)[0] ?? body());
  // How dialog libraries keep a page behind their dialog. Of a control itself it says something else.
  if (line.slice(target ? 1 : 0).some((it) => isMatch(it, "[inert],[aria-hidden=true i]"))) return true;
  const centre = lineOf(elementAt(innerWidth / 2, innerHeight / 2));
  // The browser's own modals are hit wherever one clicks; of others the last counts.
  const modal =
    centre.find((it) => isMatch(it, ":modal,:fullscreen")) ??
    all(document, "[aria-modal=true i]").filter(isInWindow).at(-1);
  if (modal) return !line.includes(modal);
  if (!target) return false;
  // What dims the page behind a dialog that has no other sign fills the window.
  const { x, y } = middle(target.parts[0].rect());
  return lineOf(elementAt(x, y)).some((it) => it !== host && !line.includes(it) && fillsWindow(boxOf(it)));
}

/** Pages keep dialogs that are not open beside the window, or see-through. @param {Element} element */
function isInWindow(element) {
  const { width, height } = intersection(boxOf(element), rect(0, 0, innerWidth, innerHeight));
  return width > 0 && height > 0 && isPainted(element);
}

/** @param {Rect} box */
function fillsWindow({ left, top, right, bottom }) {
  return left <= 0 && top <= 0 && right >= html().clientWidth && bottom >= innerHeight;
}
