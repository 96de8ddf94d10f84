// What is drawn on a page, and where: boxes with a background, a border, a
// shadow or an image, those of ::before and ::after among them.
// Reads layout and style; changes nothing.
import { boxOf, inView, scaleOf } from "./boxes.js";
import { intersection, rect } from "./place.js";
import { get, html, isPainted, isRendered, lineOf, renderedChildren, renderedIn } from "./tree.js";

/** A switch is no larger than this, in CSS pixels; what is larger is a row. */
const WIDEST = 160;
const HIGHEST = 80;
/** What is smaller than this, in CSS pixels, cannot be seen. */
export const LEAST = 4;
/** What is paler than this cannot be seen: some pages hide an input so. */
const PALEST = 0.05;
/** So many letters on a switch or beside it are its state ("On by default"), no label. */
export const LONGEST_STATE = 20;

/**
 * What is drawn in `element` and by it, each no larger than a switch.
 *
 * @param {Element} element
 * @returns {VisiblePart[]}
 */
export function drawnIn(element) {
  const drawn = renderedIn(element).flatMap((part) => [
    ...(hasInk(part) && isVisible(part) ? [partOf(part)] : []),
    ...pseudosOf(part),
  ]);
  return drawn.filter(({ rect }) => rect.width >= LEAST && rect.height >= LEAST && isSwitchSized(rect));
}

/**
 * What the ::before and ::after of `element` draw.
 *
 * @param {Element} element
 * @returns {VisiblePart[]}
 */
function pseudosOf(element) {
  const drawn = ["::before", "::after"].filter((name) => isPseudoSeen(element, name));
  // With nothing but a state beside them, both together are the switch.
  if (drawn.some((name) => isInFlow(element, name)) && isVisible(element) && lettersIn(element) <= LONGEST_STATE) {
    return [partOf(element)];
  }
  return drawn.map((pseudo) => ({ element, pseudo, rect: pseudoBox(element, pseudo) }));
}

/**
 * @param {Element} element
 * @param {string} name
 */
const isInFlow = (element, name) => !/^(absolute|fixed)$/.test(getComputedStyle(element, name).position);

/**
 * @param {Element} element
 * @param {string} name
 */
function isPseudoSeen(element, name) {
  const { content, display, visibility } = getComputedStyle(element, name);
  return (
    content !== "none" &&
    display !== "none" &&
    visibility === "visible" &&
    hasInk(element, name) &&
    isRendered(element, { opacityProperty: true })
  );
}

/**
 * @param {Element} element
 * @returns {VisiblePart}
 */
export const partOf = (element) => ({ element, rect: inView(element) });

/** @param {{width: number, height: number}} box */
export const isSwitchSized = ({ width, height }) => width <= WIDEST && height <= HIGHEST;

/**
 * The box of a ::before or ::after in the window's viewport. Browsers do not tell it, but the
 * computed style holds used values, in pixels. Transforms may move it; what scales it is left out.
 *
 * @param {any} element
 * @param {string} name
 * @returns {Rect}
 */
function pseudoBox(element, name) {
  const style = getComputedStyle(element, name);
  const around = getComputedStyle(element);
  const block = around.position === "static" ? /** @type {any} */ (element.offsetParent ?? html(element)) : element;
  const box = isInFlow(element, name)
    ? columnBox(element, style, around, name === "::before")
    : positionedBox(block, style);
  // Some wait beside a switch that clips them for the state that they are for.
  return inView(element, around.overflow === "visible" ? box : intersection(box, boxOf(element)));
}

/**
 * One that is in the flow stands in the first or the last column of its element, with all that
 * is between it and the edge.
 *
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 * @param {CSSStyleDeclaration} around the style of `element`
 * @param {boolean} isBefore
 */
function columnBox(element, style, around, isBefore) {
  const { left, top, right, bottom } = boxOf(element);
  const end = isBefore ? "Start" : "End";
  const width = scaleOf(element) * sum(around[`paddingInline${end}`], style[`marginInline${end}`], style.width);
  const isLeft = isBefore === (around.direction === "ltr");
  return isLeft ? rect(left, top, left + width, bottom) : rect(right - width, top, right, bottom);
}

/**
 * @param {Element} block what it is positioned in
 * @param {CSSStyleDeclaration} style
 */
function positionedBox(block, style) {
  const { left, top, right, bottom } = boxOf(block);
  const border = getComputedStyle(block);
  const scale = scaleOf(block);
  const { e, f } = new DOMMatrix(style.transform);
  return rect(
    left + (sum(border.borderLeftWidth, style.left, style.marginLeft) + e) * scale,
    top + (sum(border.borderTopWidth, style.top, style.marginTop) + f) * scale,
    right - (sum(border.borderRightWidth, style.right, style.marginRight) - e) * scale,
    bottom - (sum(border.borderBottomWidth, style.bottom, style.marginBottom) - f) * scale,
  );
}

/** @param {string[]} values */
const sum = (...values) => values.reduce((total, value) => total + pixels(value), 0);

/**
 * @param {string} value
 * @returns {number} none for `auto`
 */
const pixels = (value) => parseFloat(value) || 0;

/**
 * Whether `element` itself, or its pseudo-element of that name, draws something: a background, a
 * border, a shadow, an image, or something native.
 *
 * @param {Element} element
 * @param {string} [name]
 */
function hasInk(element, name) {
  const style = getComputedStyle(element, name);
  const isNative = /^(input|select|button)$/.test(element.localName) && style.appearance !== "none";
  return pixels(style.opacity) > PALEST && (isNative || /^(img|svg|canvas)$/.test(element.localName) || paints(style));
}

/** @param {CSSStyleDeclaration} style */
function paints(style) {
  const isOpaque = (/** @type {string} */ colour) => !/^rgba.*, 0\)$|\/ 0\)$/.test(colour);
  const border = pixels(style.borderTopWidth) > 0 && isOpaque(style.borderTopColor);
  return isOpaque(style.backgroundColor) || style.backgroundImage !== "none" || border || style.boxShadow !== "none";
}

/**
 * Whether a person can see `element`, somewhere on the page.
 *
 * @param {Element} element
 */
export const isVisible = (element) => hasBox(element) && isPainted(element);

/**
 * Whether `element` takes up room that a person could see something in. The
 * usual ways to hide an input for all but screen readers leave it one pixel,
 * clip it away, or move it out of the page.
 *
 * @param {Element} element
 */
export function hasBox(element) {
  const { width, height, right, bottom } = boxOf(element);
  if (width < LEAST || height < LEAST) return false;
  const view = get(element, "ownerDocument").defaultView;
  // From right to left, pages reach out to the left as far as they are wider than the window.
  const page = html(element);
  const start = getComputedStyle(page).direction === "rtl" ? page.clientWidth - page.scrollWidth : 0;
  if (right + view.scrollX <= start || bottom + view.scrollY <= 0) return false;
  return !lineOf(element).slice(0, 3).some(isClippedAway);
}

/** @param {Element} element */
function isClippedAway(element) {
  const { clip, clipPath, overflow, display } = getComputedStyle(element);
  if (/^rect\((0px|1px)/.test(clip) || /^inset\((50|100)%/.test(clipPath)) return true;
  if (overflow === "visible" || /^(contents|inline)$/.test(display)) return false;
  const { width, height } = boxOf(element);
  return width < LEAST || height < LEAST;
}

/**
 * How many letters a person can read in `element`, through shadow roots.
 *
 * @param {Element} element
 */
export function lettersIn(element) {
  const texts = renderedIn(element)
    .filter((part) => isVisible(part) || getComputedStyle(part).display === "contents")
    .flatMap(renderedChildren)
    .map((node) => (node.nodeType === 3 ? node.nodeValue?.trim() : ""));
  return texts.join("").length;
}
