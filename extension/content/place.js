// Where ring and callout go. Numbers in, numbers out: all boxes are in CSS
// pixels of the top window's viewport.

/** Room between ring, callout and the edges of the window. */
export const GAP = 8;
/** With less height than this, the callout would show no whole line beside its buttons. */
const LEAST_HEIGHT = 64;

/**
 * What `box` and `other` share. Where they share nothing, it has no size.
 *
 * @param {Edges} box
 * @param {Edges} other
 */
export function intersection(box, other) {
  const right = Math.min(box.right, other.right);
  const bottom = Math.min(box.bottom, other.bottom);
  return rect(Math.max(box.left, other.left), Math.max(box.top, other.top), right, bottom);
}

/**
 * @param {Edges[]} boxes
 * @returns {Rect | null} the box around all of them, `null` where there are none
 */
export function union(boxes) {
  const least = (/** @type {"left" | "top"} */ side) => Math.min(...boxes.map((box) => box[side]));
  const most = (/** @type {"right" | "bottom"} */ side) => Math.max(...boxes.map((box) => box[side]));
  return boxes.length ? rect(least("left"), least("top"), most("right"), most("bottom")) : null;
}

/**
 * `box` with `by` more on each side.
 *
 * @param {Edges} box
 * @param {number} by
 */
export const grown = ({ left, top, right, bottom }, by) => rect(left - by, top - by, right + by, bottom + by);

/**
 * @param {number} left
 * @param {number} top
 * @param {number} right
 * @param {number} bottom
 * @returns {Rect}
 */
export const rect = (left, top, right, bottom) => ({
  left,
  top,
  right,
  bottom,
  width: Math.max(0, right - left),
  height: Math.max(0, bottom - top),
});

/** @param {Edges} box */
export const middle = ({ left, top, right, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

/**
 * The box of a callout of `size` below the middle of `ring`, or above it; where it fits in neither place,
 * where there is more room, no higher than that. What does not fit scrolls.
 *
 * @param {Rect} ring
 * @param {Size} size
 * @param {Rect} view what of the window is in sight
 * @returns {Box | null} `null` where there is no room to speak of
 */
export function placeBeside(ring, { width, height }, view) {
  const left = Math.max(view.left + GAP, Math.min(middle(ring).x - width / 2, view.right - GAP - width));
  const below = view.bottom - ring.bottom - 2 * GAP;
  const above = ring.top - view.top - 2 * GAP;
  const isBelow = height <= below || above <= below;
  const least = Math.min(height, isBelow ? below : above);
  if (least < LEAST_HEIGHT) return null;
  return { left, top: isBelow ? ring.bottom + GAP : ring.top - GAP - least, width, height: least };
}
