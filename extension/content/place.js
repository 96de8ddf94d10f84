// Where the callout goes: beside the ring, never on it. Numbers in, numbers out.
/** Room between ring, callout and the edges of the window, in CSS pixels. */
const GAP = 12;

/**
 * The place of a callout of `size` beside `ring`: below it, above it, or at
 * one of its sides, wherever it fits.
 *
 * @param {{left: number, top: number, right: number, bottom: number}} ring
 * @param {{width: number, height: number}} size
 * @param {{width: number, height: number}} view the window's inner size
 * @param {boolean} rightToLeft which side is tried first
 * @returns {{left: number, top: number} | null} `null` where it fits nowhere
 */
export function placeBeside(ring, size, view, rightToLeft) {
  const clampLeft = (/** @type {number} */ left) => clamp(left, GAP, view.width - size.width - GAP);
  const clampTop = (/** @type {number} */ top) => clamp(top, GAP, view.height - size.height - GAP);
  const start = rightToLeft ? ring.left : ring.right - size.width;
  const middle = clampTop((ring.top + ring.bottom - size.height) / 2);
  const sides = [
    { left: ring.right + GAP, top: middle },
    { left: ring.left - GAP - size.width, top: middle },
  ];
  const places = [
    { left: clampLeft(start), top: ring.bottom + GAP },
    { left: clampLeft(start), top: ring.top - GAP - size.height },
    ...(rightToLeft ? sides.reverse() : sides),
  ];
  return (
    places.find(
      ({ left, top }) =>
        left >= GAP / 2 &&
        top >= GAP / 2 &&
        left + size.width <= view.width - GAP / 2 &&
        top + size.height <= view.height - GAP / 2,
    ) ?? null
  );
}

/**
 * The place of a callout whose ring is out of view: at the bottom, or at the
 * top where the ring is above the window.
 *
 * @param {{width: number, height: number}} size
 * @param {{width: number, height: number}} view
 * @param {boolean} above
 */
export function placeAtEdge(size, view, above) {
  return {
    left: Math.max(0, (view.width - size.width) / 2),
    top: above ? GAP : Math.max(0, view.height - size.height - GAP),
  };
}

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
function clamp(value, least, most) {
  return Math.max(least, Math.min(value, most));
}
