// What a person sees of a control. The control itself is often visually
// hidden, and something around or beside it is what is drawn.
import { boxInView, boxOf } from "./boxes.js";
import { drawnIn, hasBox, isSwitchSized, isVisible, LONGEST_STATE, lettersIn, partOf } from "./drawings.js";
import { labelsOf } from "./name.js";
import {
  all,
  get,
  holds,
  hostsOf,
  isPainted,
  isRendered,
  lineOf,
  nearest,
  parentOf,
  renderedIn,
  tagOf,
} from "./tree.js";

/** What draws a switch of its own, or might. */
const WIDGETS = "input,select,textarea,[role=switch],[aria-pressed]";
/** How far around a control its drawing is looked for. */
const MOST_LEVELS = 6;
/** How many elements of a link are asked whether they can be seen. */
const MOST_IN_LINK = 10;
/** So many letters on a switch are its state. */
const LONGEST_WORD = 12;

/**
 * What a person sees of a control: all that is drawn of it; of a link itself, or, where it has no
 * box of its own, what is in it.
 *
 * @param {Control} control
 * @returns {VisiblePart[]} none where nothing of it can be seen
 */
export function visibleParts(control) {
  if (control.shape === "link")
    return renderedIn(control.element, MOST_IN_LINK).filter(isVisible).slice(0, 1).map(partOf);
  const options = optionsIn(control);
  if (!options.length) return partsOf(control.element);
  return options.flatMap((option) => [...labelsAround(option).slice(0, 1).map(partOf), ...partsOf(option)]);
}

/**
 * Whether a person can see anything of `control`: the same as whether there are
 * visible parts, but found out without looking for drawings in the usual case.
 *
 * @param {Control} control
 */
export function isSeen(control) {
  const options = optionsIn(control);
  const shown = (options.length > 0 ? options : [control.element]).some(
    (part) => hasRoom(part) || labelsAround(part).length > 0,
  );
  return shown || visibleParts(control).length > 0;
}

/**
 * The ways to set a choice that stand on the page.
 *
 * @param {Control} control
 */
function optionsIn({ element, parts }) {
  return element.localName === "select" ? [] : parts;
}

/** @param {Element} control */
function partsOf(control) {
  for (const drawn of drawnNear(control)) {
    const own = drawingOf(control, drawn);
    if (own.length > 0) return own;
  }
  const labels = labelsAround(control);
  if (labels.length > 0) return labels.slice(0, 1).map(partOf);
  return hasRoom(control) ? [partOf(control)] : [];
}

/** @param {Element} control */
function hasRoom(control) {
  return hasBox(control) && isRendered(control, { visibilityProperty: true });
}

/**
 * What a click acts on as on `control`: what holds it and nothing else, and its labels.
 *
 * @param {Element} control
 */
export function targetsOf(control) {
  return [wrapperOf(control), ...labelsAround(control)];
}

/**
 * The labels that can be seen of a control, and of the hosts that it is in.
 *
 * @param {Element} control
 * @returns {Element[]}
 */
function labelsAround(control) {
  const around = nearest(control, "label");
  const labels = [control, ...hostsOf(control)].flatMap(labelsOf);
  return [...new Set(around ? [...labels, around] : labels)].filter(isVisible);
}

/**
 * The outermost element that holds this control and nothing else but a state.
 *
 * @param {Element} control
 */
function wrapperOf(control) {
  let wrapper = control;
  for (let level = 0; level < MOST_LEVELS; level++) {
    const around = parentOf(wrapper);
    if (!around || !isSwitchSized(boxOf(around)) || lettersIn(around) > LONGEST_STATE || holdsAnother(around, control))
      break;
    wrapper = around;
  }
  return wrapper;
}

/**
 * Whether there is another control in `around` that is not a copy for another
 * width of the window.
 *
 * @param {Element} around
 * @param {Element} control
 */
export function holdsAnother(around, control) {
  const others = all(around, WIDGETS, 10).filter((other) => !holds(other, control) && !holds(control, other));
  return others.some(isPainted);
}

/**
 * What a person takes for the row of a switch: what is around it and nothing else that works.
 *
 * @param {Element} element
 */
export function rowOf(element) {
  let row = element;
  for (let depth = 0; depth < 5; depth++) {
    const around = get(row, "parentElement");
    if (!around || /^(main|body|html)$/.test(tagOf(around))) break;
    if (holdsAnother(around, element)) break;
    row = around;
  }
  return row;
}

/**
 * Where the drawing of `control` may be, most likely first: in what holds nothing else; in what
 * is around that; in its labels. The input and its label may be put into the slots of a component
 * whose shadow root holds the drawing.
 *
 * @param {Element} control
 * @returns {Generator<VisiblePart[]>}
 */
function* drawnNear(control) {
  const wrapper = wrapperOf(control);
  // The drawing near a copy for another width of the window would be that of the other copy.
  const isCopy = lineOf(control)
    .slice(1)
    .some((around) => getComputedStyle(around).display === "none");
  yield drawnIn(wrapper);
  for (const around of isCopy ? [] : lineOf(wrapper).slice(1, MOST_LEVELS)) {
    if (holdsAnother(around, control)) break;
    yield wordless(drawnIn(around));
  }
  for (const label of labelsAround(control)) yield wordless(drawnIn(label));
}

/**
 * Of what is drawn, what is the control's: what it lies over or is nearest to, what comes next
 * after one that has no place of its own; and what touches that.
 *
 * @param {Element} control
 * @param {VisiblePart[]} drawn
 * @returns {VisiblePart[]}
 */
function drawingOf(control, drawn) {
  const boxes = drawn.map(({ rect }) => rect());
  const at = hasBox(control) ? boxInView(control) : null;
  const isAfter = (/** @type {Element} */ element) =>
    control.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  const ranks = drawn.map(({ element }, index) =>
    at ? distance(at, boxes[index]) : isAfter(element) ? index : drawn.length * 2 - index,
  );
  const least = Math.min(...ranks);
  // What can be seen itself is not drawn elsewhere: what is near it belongs to something else.
  if (least > 0 && at && isVisible(control)) return [];
  const belonging = new Set(ranks.length > 0 ? [ranks.indexOf(least)] : []);
  for (const one of belonging) {
    for (const [other, box] of boxes.entries()) if (distance(boxes[one], box) === 0) belonging.add(other);
  }
  return drawn.filter((_, index) => belonging.has(index));
}

/**
 * @param {Rect} one
 * @param {Rect} other
 * @returns {number} of their nearest edges, 0 where they overlap
 */
function distance(one, other) {
  const x = Math.max(0, one.left - other.right, other.left - one.right);
  const y = Math.max(0, one.top - other.bottom, other.top - one.bottom);
  return Math.hypot(x, y);
}

/**
 * Without what is drawn around words: a label with a background of its own.
 *
 * @param {VisiblePart[]} drawn
 */
function wordless(drawn) {
  return drawn.filter(
    ({ element, pseudo }) => pseudo || lettersIn(element) <= (element.localName === "label" ? 0 : LONGEST_WORD),
  );
}
