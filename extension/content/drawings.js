// What is drawn on a page, and where: boxes with a background, a border, a
// shadow or an image, those of ::before and ::after among them.
// Reads layout and style; changes nothing.
import { boxInView, boxOf, inView, scaleOf } from "./boxes.js";
import { intersection, rect } from "./place.js";
import { get, html, isPainted, isRendered, lineOf, renderedChildren, renderedIn, tagOf } from "./tree.js";

/** A switch is no larger than this, in CSS pixels; what is larger is a row. */
const WIDEST = 160;
const HIGHEST = 80;
/** What is smaller than this, in CSS pixels, cannot be seen. */
export const LEAST = 4;
/** What is paler than this cannot be seen: some pages hide an input so. */
const PALEST = 0.05;
/** So many letters beside a switch are its state ("On by default"), no label. */
export const LONGEST_STATE = 20;
/** How many elements are looked through for drawings, and for letters. */
const MOST_ELEMENTS = 80;

/**
 * What is drawn in `element` and by it, each no larger than a switch.
 *
 * @param {Element} element
 * @returns {VisiblePart[]}
 */
export function drawnIn(element) {
  return renderedIn(element, MOST_ELEMENTS).flatMap((part) => [
    ...(hasInk(part) && isVisible(part) ? [partOf(part)].filter(isSmall) : []),
    ...pseudosOf(part),
  ]);
}

/**
 * What the ::before and ::after of `element` draw.
 *
 * @param {Element} element
 * @returns {VisiblePart[]}
 */
export function pseudosOf(element) {
  const drawn = ["::before", "::after"].filter((name) => isPseudoSeen(element, name));
  // With nothing but a state beside them, both together are the switch.
  if (drawn.some((name) => isInFlow(element, name)) && isVisible(element) && lettersIn(element) <= LONGEST_STATE) {
    return [partOf(element)].filter(isSmall);
  }
  return drawn.map((pseudo) => ({ element, pseudo, rect: () => pseudoBox(element, pseudo) })).filter(isSmall);
}

/**
 * @param {Element} element
 * @param {string} name
 */
function isInFlow(element, name) {
  return !/^(absolute|fixed)$/.test(getComputedStyle(element, name).position);
}

/**
 * @param {Element} element
 * @param {string} name
 */
function isPseudoSeen(element, name) {
  const style = getComputedStyle(element, name);
  const isMade = !/^(none|normal)$/.test(style.content) && style.display !== "none" && style.visibility === "visible";
  return isMade && pixels(style.opacity) > PALEST && paints(style) && isRendered(element, { opacityProperty: true });
}

/**
 * @param {Element} element
 * @returns {VisiblePart}
 */
export function partOf(element) {
  return { element, pseudo: "", rect: () => boxInView(element) };
}

/** @param {VisiblePart} part */
function isSmall(part) {
  const box = part.rect();
  return box.width >= LEAST && box.height >= LEAST && isSwitchSized(box);
}

/** @param {{width: number, height: number}} box */
export function isSwitchSized({ width, height }) {
  return width <= WIDEST && height <= HIGHEST;
}

/**
 * The box of a ::before or ::after in the window's viewport. Browsers do not tell it, but the
 * computed style holds used values, in pixels. Transforms may move it; what scales it is left out.
 *
 * @param {Element} element
 * @param {string} name
 * @returns {Rect}
 */
function pseudoBox(element, name) {
  const style = getComputedStyle(element, name);
  const around = getComputedStyle(element);
  const box = isInFlow(element, name)
    ? columnBox(element, style, around, name === "::before")
    : positionedBox(around.position === "static" ? (get(element, "offsetParent") ?? html(element)) : element, style);
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
  const isBlock = /flex/.test(around.display)
    ? around.flexDirection === "column"
    : style.display === "block" && style.float === "none";
  const isLeft = (isBlock || isBefore) === (around.direction === "ltr");
  const [padding, margin] = isLeft ? [around.paddingLeft, style.marginLeft] : [around.paddingRight, style.marginRight];
  const width = scaleOf(element) * sum(padding, margin, style.width);
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
  const [x, y = "0"] = style.translate.split(" ");
  const moved = (/** @type {string} */ by, /** @type {string} */ whole) =>
    by.endsWith("%") ? (pixels(by) / 100) * pixels(whole) : pixels(by);
  const across = e + moved(x, style.width);
  const down = f + moved(y, style.height);
  return rect(
    left + (sum(border.borderLeftWidth, style.left, style.marginLeft) + across) * scale,
    top + (sum(border.borderTopWidth, style.top, style.marginTop) + down) * scale,
    right - (sum(border.borderRightWidth, style.right, style.marginRight) - across) * scale,
    bottom - (sum(border.borderBottomWidth, style.bottom, style.marginBottom) - down) * scale,
  );
}

/** @param {string[]} values */
function sum(...values) {
  return values.reduce((total, value) => total + pixels(value), 0);
}

/**
 * @param {string} value
 * @returns {number} none for `auto`
 */
function pixels(value) {
  return parseFloat(value) || 0;
}

/**
 * Whether `element` itself draws something: a background, a border, a shadow,
 * an image, or something native.
 *
 * @param {Element} element
 */
function hasInk(element) {
  const style = getComputedStyle(element);
  const isNative = /^(input|select|button)$/.test(tagOf(element)) && style.appearance !== "none";
  return pixels(style.opacity) > PALEST && (isNative || /^(img|svg|canvas)$/.test(tagOf(element)) || paints(style));
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
export function isVisible(element) {
  return hasBox(element) && isPainted(element);
}

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
  if (!view || right + view.scrollX <= start || bottom + view.scrollY <= 0) return false;
  return !lineOf(element).slice(0, 3).some(isClippedAway);
}

/** @param {Element} element */
function isClippedAway(element) {
  const { clip, clipPath, overflow, display } = getComputedStyle(element);
  if (/^rect\((0px|1px)/.test(clip) || /^inset\((50|100)%/.test(clipPath)) return true;
  if (overflow === "visible" || display === "contents" || display === "inline") return false;
  const { width, height } = boxOf(element);
  return width < LEAST || height < LEAST;
}

/**
 * How many letters a person can read in `element`, through shadow roots.
 *
 * @param {Element} element
 */
export function lettersIn(element) {
  const texts = renderedIn(element, MOST_ELEMENTS).map((part) => {
    const text = renderedChildren(part)
      .map((node) => (node.nodeType === 3 ? node.nodeValue?.trim() : ""))
      .join("");
    return text !== "" && (isVisible(part) || getComputedStyle(part).display === "contents") ? text : "";
  });
  return texts.join("").length;
}
