// What a person sees of a control. The control itself is often visually
// hidden, and something around or beside it is what is painted.
// Reads layout and style; changes nothing.
import { above, all, amongSiblings, boxOf, holds, isRendered, nearest, textOf } from "./tree.js";

/** A switch is no larger than this, in CSS pixels; what is larger is a row. */
const WIDEST = 160;
const HIGHEST = 80;

/**
 * What a person sees of `control`: all that is painted of it.
 *
 * @param {Element} control
 * @param {Element[]} parts of a choice, its options
 * @returns {Element[]} none where nothing of it can be seen
 */
export function visibleParts(control, parts = []) {
  if (parts.length > 0 && control.localName !== "select") {
    return parts.flatMap((part) => labelsOf(part).filter(isVisible).slice(0, 1).concat(visibleParts(part)));
  }
  for (const text of [0, 20]) {
    const painted = paintedIn(wrapperOf(control, text));
    if (painted.length > 0) return painted;
  }
  // The label may hold both the words and what is painted, or paint it itself.
  const labels = labelsOf(control).filter(isVisible);
  for (const label of labels) {
    const painted = outermost(paintedIn(label).filter(isWordless));
    if (painted.length > 0) return painted.slice(0, 1);
  }
  for (const sibling of siblingsOf(control)) {
    const painted = isSmall(sibling) && isWordless(sibling) ? paintedIn(sibling) : [];
    if (painted.length > 0) return painted;
  }
  if (labels.length > 0) return labels.slice(0, 1);
  return hasBox(control) && isRendered(control, { visibilityProperty: true }) ? [control] : [];
}

/**
 * What stands beside `control`, what follows it first.
 *
 * @param {Element} control
 */
function siblingsOf(control) {
  const around = amongSiblings(control);
  const at = around.indexOf(control);
  return [...around.slice(at + 1), ...around.slice(0, at)];
}

/** @param {Element[]} elements */
function outermost(elements) {
  return elements.filter((element) => !elements.some((other) => other !== element && holds(other, element)));
}

/**
 * Whether what is clicked on at `hit` is `control`, or a part or label of it.
 *
 * @param {Element} hit
 * @param {Element} control
 */
export function isPartOf(hit, control) {
  return holds(wrapperOf(control, 20), hit) || labelsOf(control).some((label) => holds(label, hit));
}

/**
 * The labels of a control, and those around or of the hosts that it is in.
 *
 * @param {Element} control
 * @returns {Element[]}
 */
function labelsOf(control) {
  const own = /** @type {HTMLInputElement} */ (control).labels ?? [];
  const around = nearest(control, "label");
  return [...own, ...(around ? [around] : [])];
}

/** @param {Element} element */
function isWordless(element) {
  return textOf(element).trim() === "";
}

/**
 * The outermost element that holds this control and nothing else.
 *
 * @param {Element} control
 * @param {number} longest how much text it may hold
 */
function wrapperOf(control, longest) {
  let wrapper = control;
  for (let depth = 0; depth < 6; depth++) {
    const around = above(wrapper);
    if (!around || !isOfOne(around, control, longest)) break;
    wrapper = around;
  }
  return wrapper;
}

/**
 * @param {Element} around
 * @param {Element} control
 * @param {number} longest
 */
function isOfOne(around, control, longest) {
  const { width, height } = boxOf(around);
  if (width > WIDEST || height > HIGHEST) return false;
  if (textOf(around).trim().length > longest) return false;
  const others = all(around, "input,button,select,textarea,a[href],[role=switch]", 10);
  return others.every((other) => other === control || holds(other, control) || isHidden(other));
}

/**
 * What is painted below `wrapper` and in it, through open shadow roots.
 *
 * @param {Element} wrapper
 * @returns {Element[]}
 */
function paintedIn(wrapper) {
  const elements = [wrapper, ...all(wrapper, "*", 60)];
  const inside = elements.flatMap((element) => (element.shadowRoot ? all(element.shadowRoot, "*", 60) : []));
  return [...elements, ...inside].filter((element) => isVisible(element) && hasInk(element) && isSmall(element));
}

/** @param {Element} element */
function isSmall(element) {
  const { width, height } = boxOf(element);
  return width <= WIDEST && height <= HIGHEST;
}

/**
 * Whether `element` itself draws something: a background, a border, a shadow,
 * an image, or something native.
 *
 * @param {Element} element
 */
function hasInk(element) {
  if (/^(img|svg|canvas|video|progress|meter)$/.test(element.localName)) return true;
  const style = getComputedStyle(element);
  if (/^(input|select|button)$/.test(element.localName) && style.appearance !== "none") return true;
  return [style, getComputedStyle(element, "::before"), getComputedStyle(element, "::after")].some(
    (part, index) => (index === 0 || !/^(none|normal)$/.test(part.content)) && paints(part),
  );
}

/** @param {CSSStyleDeclaration} style */
function paints(style) {
  const border = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none" && isOpaque(style.borderTopColor);
  return isOpaque(style.backgroundColor) || style.backgroundImage !== "none" || border || style.boxShadow !== "none";
}

/** @param {string} colour as computed */
function isOpaque(colour) {
  return colour !== "transparent" && !/^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);
}

/**
 * Whether a person can see `element`, somewhere on the page.
 *
 * @param {Element} element
 */
export function isVisible(element) {
  return hasBox(element) && isRendered(element, { opacityProperty: true, visibilityProperty: true });
}

/**
 * Whether nothing of a control is rendered at all: a copy for another width of
 * the window.
 *
 * @param {Element} element
 */
function isHidden(element) {
  return !isRendered(element, { opacityProperty: true, visibilityProperty: true });
}

/**
 * Whether `element` takes up room that a person could see something in. The
 * usual ways to hide an input for all but screen readers leave it one pixel,
 * clip it away, or move it out of the page.
 *
 * @param {Element} element
 */
function hasBox(element) {
  const { width, height, right, bottom } = boxOf(element);
  if (width < 4 || height < 4) return false;
  const view = element.ownerDocument.defaultView;
  if (!view || right + view.scrollX <= 0 || bottom + view.scrollY <= 0) return false;
  for (let at = /** @type {Element | null} */ (element), depth = 0; at && depth < 3; at = above(at), depth++) {
    if (isClippedAway(at)) return false;
  }
  return true;
}

/** @param {Element} element */
function isClippedAway(element) {
  const { clip, clipPath, overflow, display } = getComputedStyle(element);
  if (/^rect\((0px|1px)/.test(clip) || /^inset\((50|100)%/.test(clipPath)) return true;
  if (overflow === "visible" || display === "contents" || display === "inline") return false;
  const { width, height } = boxOf(element);
  return width < 4 || height < 4;
}
