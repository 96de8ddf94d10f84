// What of the page lies over the target, or over all of the page; and what of
// the target can be seen. Reads layout and style; changes nothing.
import { boxOf, elementAt } from "./boxes.js";
import { MAIN } from "./controls.js";
import { isSwitchSized } from "./drawings.js";
import { intersection, middle, rect } from "./place.js";
import { all, body, call, holds, html, isPainted, lineOf, parentOf } from "./tree.js";

/** An edge is found to so much of a pixel. */
const EXACT = 0.25;
/** What may be missing of a box at the middle of its edge without being clipped, in pixels. */
const TURNED = 8;
/** A part of a page fills more of the window than this. */
const LEAST_SHARE = 0.2;

/**
 * What a person can see of a part of a control: what is clipped, or lies under
 * something else, is not hit there. Whatever clips or covers it is the
 * browser's to know.
 *
 * @param {VisiblePart} part
 * @param {Element[]} own what does not cover it
 * @param {Rect} view what is in sight of the window
 * @returns {Rect | null} `null` where its middle cannot be seen
 */
export function seenOf({ element, rect: box }, own, view) {
  // What takes no clicks, and text over several lines, lets what is behind it be hit.
  const isOpen = getComputedStyle(element).pointerEvents === "none" || element.getClientRects().length > 1;
  const around = /** @type {any} */ (parentOf(element));
  const isHit = (/** @type {number} */ x, /** @type {number} */ y) => {
    const hit = /** @type {any} */ (elementAt(x, y));
    const line = lineOf(hit);
    // Some lay a transparent box over their drawing, for the pointer or the focus.
    const isLaidOver = line.includes(around) && hit !== around && isSwitchSized(boxOf(hit));
    return isLaidOver || (isOpen && holds(hit, element)) || own.some((it) => line.includes(it));
  };
  const { x, y } = middle(intersection(box, view));
  if (!isHit(x, y)) return null;
  const atX = (/** @type {number} */ at) => isHit(at, y);
  const atY = (/** @type {number} */ at) => isHit(x, at);
  return rect(edge(x, box.left, atX), edge(y, box.top, atY), edge(x, box.right, atX), edge(y, box.bottom, atY));
}

/**
 * How far one sees from the middle towards `end`.
 *
 * @param {number} start
 * @param {number} end
 * @param {(at: number) => boolean} isHit
 */
function edge(start, end, isHit) {
  // Not at the very edge: corners are round, and what is turned does not fill its box.
  if (isHit(end + Math.max(-TURNED, Math.min((start - end) / 4, TURNED)))) return end;
  let seen = start;
  let unseen = end;
  while (Math.abs(unseen - seen) > EXACT) {
    const at = (seen + unseen) / 2;
    if (isHit(at)) seen = at;
    else unseen = at;
  }
  return seen;
}

/**
 * Whether a modal lies over the page that the target is not in. Without a
 * target, its place is taken by the page's main content.
 *
 * @param {Control | null} target
 * @param {VisiblePart[]} parts of it
 * @param {Element} host ours, which lies over the page too
 */
export function isCovered(target, [part], host) {
  const line = lineOf(target?.element ?? all(document, MAIN)[0] ?? body());
  // How dialog libraries keep a page behind their dialog; and a page that is not shown yet. An input is
  // often transparent too, but it is no larger than a switch.
  const isHidden = (/** @type {Element} */ it) =>
    call(it, "matches", "[inert],[aria-hidden=true i]") ||
    (shareOf(it) > LEAST_SHARE && getComputedStyle(it).opacity === "0");
  if (line.some(isHidden)) return true;
  const centre = lineOf(elementAt(innerWidth / 2, innerHeight / 2));
  // The browser's own modals are hit wherever one clicks; of others the last counts. Pages keep dialogs
  // that are not open beside the window, or see-through.
  const modal =
    centre.find((it) => call(it, "matches", ":modal,:fullscreen")) ??
    all(document, "[aria-modal=true i]")
      .filter((it) => shareOf(it) > 0 && isPainted(it))
      .at(-1);
  if (modal) return !line.includes(modal);
  if (!part) return false;
  // What dims the page behind a dialog that has no other sign fills the window.
  const { x, y } = middle(part.rect);
  return lineOf(elementAt(x, y)).some((it) => it !== host && !line.includes(it) && shareOf(it) === 1);
}

/**
 * @param {Element} element
 * @returns {number} how much of the window it fills, from 0 to 1
 */
function shareOf(element) {
  const { width, height } = intersection(boxOf(element), rect(0, 0, html().clientWidth, innerHeight));
  return (width * height) / (html().clientWidth * innerHeight);
}
