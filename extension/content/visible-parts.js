// What a person sees of a control. The control itself is often visually
// hidden, and something around or beside it is what is drawn.
import { boxOf, inView } from "./boxes.js";
import { drawnIn, hasBox, isSwitchSized, isVisible, LONGEST_STATE, lettersIn, partOf } from "./drawings.js";
import { labelsOf } from "./name.js";
import { all, call, holds, isPainted, isRendered, lineOf, nearest, renderedIn, withHosts } from "./tree.js";

/** What draws a switch of its own, or might. */
const WIDGETS = "input,select,textarea,[role=switch],[aria-pressed]";
/** How far around a control its drawing is looked for. */
const MOST_LEVELS = 6;

/**
 * What a person sees of a control: all that is drawn of it; of a link itself, or, where it has no
 * box of its own, what is in it.
 *
 * @param {Control | null} control
 * @returns {VisiblePart[]} none where nothing of it can be seen
 */
export function visibleParts(control) {
  if (!control) return [];
  const { element, shape } = control;
  if (shape === "link") return renderedIn(element).filter(isVisible).slice(0, 1).map(partOf);
  return waysOf(control).flatMap((way) => [
    ...(way === element ? [] : labelsAround(way).slice(0, 1).map(partOf)),
    ...partsOf(way),
  ]);
}

/**
 * Whether a person can see anything of `control`: the same as whether there are
 * visible parts, but found out without looking for drawings in the usual case.
 *
 * @param {Control} control
 */
export const isSeen = (control) =>
  waysOf(control).some((way) => hasRoom(way) || labelsAround(way).length > 0 || partsOf(way).length > 0);

/**
 * What sets a control: the options of a choice, where they stand on the page.
 *
 * @param {Control} control
 */
const waysOf = ({ element, parts }) => (parts.length === 0 || element.localName === "select" ? [element] : parts);

/**
 * What is drawn of `control`: in it, or in what is around it and holds nothing else, or in its labels. The
 * input and its label may be put into the slots of a component whose shadow root holds the drawing.
 *
 * @param {Element} control
 */
function partsOf(control) {
  const around = holdersOf(control);
  // All that is in what is no larger than a switch is of the switch.
  const wrapper = around.findLastIndex((it) => isSwitchSized(boxOf(it)));
  const labels = labelsAround(control);
  for (const place of [...around.slice(Math.max(0, wrapper)), ...labels]) {
    const own = drawingOf(control, drawnIn(place).filter(isWordless));
    if (own.length) return own;
  }
  const [shown = hasRoom(control) ? control : null] = labels;
  return shown ? [partOf(shown)] : [];
}

/** @param {Element} control */
const hasRoom = (control) => hasBox(control) && isRendered(control, { visibilityProperty: true });

/**
 * What a click acts on as on `control`: its labels, and what is drawn of it.
 *
 * @param {Control | null} control
 * @param {VisiblePart[]} parts of it
 */
export function targetsOf(control, parts) {
  const drawn = parts.map(({ element }) => element);
  return control ? [control.element, ...labelsAround(control.element), ...drawn] : [];
}

/**
 * The labels that can be seen of a control, and of the hosts that it is in.
 *
 * @param {Element} control
 * @returns {Element[]}
 */
function labelsAround(control) {
  const labels = new Set([...withHosts(control).flatMap(labelsOf), /** @type {any} */ (nearest(control, "label"))]);
  return [...labels].filter((label) => label && isVisible(label));
}

/**
 * Whether there is another control in `around` that is not a copy for another
 * width of the window.
 *
 * @param {Element} around
 * @param {Element} control
 */
function holdsAnother(around, control) {
  const isOther = (/** @type {Element} */ it) => !holds(it, control) && !holds(control, it) && isPainted(it);
  return all(around, WIDGETS).some(isOther);
}

/**
 * `control`, and what is around it and holds nothing else that works, outwards.
 *
 * @param {Element} control
 */
function holdersOf(control) {
  const line = lineOf(control);
  // What is near a copy for another width of the window, which is not displayed, is of the other copy.
  const end = line.findIndex(
    (around, level) =>
      level === MOST_LEVELS ||
      /^(main|body|html)$/.test(around.localName) ||
      holdsAnother(around, control) ||
      (level > 0 && getComputedStyle(around).display === "none"),
  );
  return line.slice(0, end);
}

/**
 * What a person takes for the row of a switch, as far as it is in one tree with it.
 *
 * @param {Element} element
 */
export const rowOf = (element) => holdersOf(element).findLast((around) => call(around, "contains", element)) ?? element;

/**
 * Of what is drawn, what is the control's: what it lies over or is nearest to, what comes next
 * after one that has no place of its own; and what touches that.
 *
 * @param {Element} control
 * @param {VisiblePart[]} drawn
 * @returns {VisiblePart[]}
 */
function drawingOf(control, drawn) {
  const at = hasBox(control) ? inView(control) : null;
  const ranks = drawn.map((part, index) => {
    if (at) return distance(at, part.rect);
    const isAfter = control.compareDocumentPosition(part.element) & Node.DOCUMENT_POSITION_FOLLOWING;
    return isAfter ? index : drawn.length * 2 - index;
  });
  const least = Math.min(...ranks);
  // What can be seen itself is not drawn elsewhere: what is near it belongs to something else.
  if (least > 0 && at && isVisible(control)) return [];
  const first = ranks.indexOf(least);
  const belonging = new Set(drawn.slice(first, first + 1));
  for (const one of belonging) {
    for (const other of drawn) if (distance(one.rect, other.rect) === 0) belonging.add(other);
  }
  return [...belonging];
}

/**
 * @param {Rect} one
 * @param {Rect} other
 * @returns {number} of their nearest edges, 0 where they overlap
 */
function distance(one, other) {
  const x = Math.max(0, one.left - other.right, other.left - one.right);
  const y = Math.max(0, one.top - other.bottom, other.top - one.bottom);
  return x + y;
}

/**
 * Not what is drawn around words: a label with a background of its own.
 *
 * @param {VisiblePart} drawn
 */
const isWordless = ({ element, pseudo }) =>
  pseudo || lettersIn(element) <= (element.localName === "label" ? 0 : LONGEST_STATE);
