// Which element a person sees as a control. The control itself is often
// visually hidden, and something around or beside it is what is painted.
// Reads layout and style; changes nothing.
import { above, all, holds } from "./tree.js";

/** A switch is no larger than this, in CSS pixels; what is larger is a row. */
const WIDEST = 160;
const HIGHEST = 80;

/**
 * The visible box that belongs to `control`: the smallest element around all
 * that is painted of it.
 *
 * @param {Element} control
 * @returns {Element | null} `null` where nothing of it can be seen
 */
export function visibleBox(control) {
  for (const text of [0, 20]) {
    const wrapper = wrapperOf(control, text);
    const painted = paintedIn(wrapper);
    if (painted.length > 0) return smallestAround(painted, wrapper);
  }
  // Older switches are drawn by their label, around the text.
  const labels = /** @type {HTMLInputElement} */ (control).labels ?? [];
  const label = Array.from(labels).find(isVisible);
  return label ?? (hasBox(control) && control.checkVisibility({ visibilityProperty: true }) ? control : null);
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
  const { width, height } = around.getBoundingClientRect();
  if (width > WIDEST || height > HIGHEST) return false;
  if ((around.textContent ?? "").trim().length > longest) return false;
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
  const { width, height } = element.getBoundingClientRect();
  return width <= WIDEST && height <= HIGHEST;
}

/**
 * The smallest element of `wrapper`'s tree that encloses all that is `painted`.
 *
 * @param {Element[]} painted
 * @param {Element} wrapper
 */
function smallestAround(painted, wrapper) {
  const boxes = painted.map((element) => element.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  const encloses = (/** @type {Element} */ element) => {
    const box = element.getBoundingClientRect();
    return box.left <= left + 1 && box.top <= top + 1 && box.right >= right - 1 && box.bottom >= bottom - 1;
  };
  for (const element of painted) {
    for (let at = /** @type {Element | null} */ (element); at && holds(wrapper, at); at = above(at)) {
      if (encloses(at)) return at;
    }
  }
  return wrapper;
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
  return colour !== "transparent" && !/[,/] ?0\)$/.test(colour);
}

/**
 * Whether a person can see `element`, somewhere on the page.
 *
 * @param {Element} element
 */
export function isVisible(element) {
  return hasBox(element) && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/**
 * Whether nothing of a control is rendered at all: a copy for another width of
 * the window.
 *
 * @param {Element} element
 */
function isHidden(element) {
  return !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/**
 * Whether `element` takes up room that a person could see something in. The
 * usual ways to hide an input for all but screen readers leave it one pixel,
 * clip it away, or move it out of the page.
 *
 * @param {Element} element
 */
function hasBox(element) {
  const { width, height, right, bottom } = element.getBoundingClientRect();
  if (width < 4 || height < 4) return false;
  const view = element.ownerDocument.defaultView;
  if (!view || right + view.scrollX <= 0 || bottom + view.scrollY <= 0) return false;
  const { clip, clipPath } = getComputedStyle(element);
  return !/^rect\((0px|1px)/.test(clip) && !/^inset\((50|100)%/.test(clipPath);
}
