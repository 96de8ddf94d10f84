// What works like a switch, in whatever shape it is built, and what it is set
// to. Says what is there; whether it is the one, the core decides.
import { isVisible } from "./drawings.js";
import { tidy } from "./label-text.js";
import { ownName } from "./name.js";
import { all, hostsOf, html, lineOf, nearest, parentOf } from "./tree.js";

const CHECKBOX = 'input[type="checkbox" i]';
const RADIO = 'input[type="radio" i]';
/** Whatever may work like a switch. */
export const CONTROLS = `${CHECKBOX},${RADIO},select,[role~="switch" i],[role~="checkbox" i],[role~="radiogroup" i],[aria-pressed]`;
/** What shows a state: a control within is the same one, also where this is the host of its shadow tree. */
const SWITCHES = '[role~="switch" i][aria-checked],[role~="checkbox" i][aria-checked]';
export const MAIN = "main,[role=main]";
const OTHER_LANDMARKS =
  "nav,aside,dialog,[role=navigation],[role=banner],[role=contentinfo],[role=complementary],[role=dialog],[role=alertdialog]";
const LONGEST_KEY = 100;
const MOST_KEYS = 12;

/**
 * The elements in one tree that have one of the keys, which count however many others there are. The
 * browser walks the tree once, however many keys there are.
 *
 * @param {Node} root
 * @param {string[]} keys
 */
export function withKeys(root, keys) {
  return all(root, CONTROLS, Infinity).filter((element) => hasKey({ element, parts: [] }, keys));
}

/**
 * @param {Pick<Control, "element" | "parts">} control
 * @param {string[]} keys
 */
export function hasKey(control, keys) {
  return keysOf(control).some((key) => keys.includes(key));
}

/**
 * The switches among what `CONTROLS` selected in one tree, in the order given.
 *
 * @param {Element[]} candidates
 * @returns {Control[]}
 */
export function controlsOf(candidates) {
  const elements = candidates.filter(
    (element) => !nearest(element, '[aria-hidden="true"]') && !nearest(parentOf(element), SWITCHES),
  );
  return elements.map((element) => controlOf(element, elements)).filter((control) => control !== null);
}

/**
 * @param {Element} element
 * @param {Element[]} elements all that were found
 * @returns {Control | null}
 */
function controlOf(element, elements) {
  if (element.matches(RADIO)) {
    const name = element.getAttribute("name");
    const radios = elements.filter((other) => other.matches(RADIO) && other.getAttribute("name") === name);
    return name && radios[0] === element ? choice(groupOf(radios), radios) : null;
  }
  if (element.getAttribute("role") === "radiogroup") return choice(element, all(element, '[role="radio"]', 3));
  if (element.localName === "select") return choice(element, all(element, "option", 3));
  const shape = element.matches(CHECKBOX) ? "checkbox" : element.hasAttribute("aria-pressed") ? "button" : "switch";
  return { element, shape, parts: [] };
}

/**
 * @param {Element} element
 * @param {Element[]} parts
 * @returns {Control | null} `null` where there are not two ways to set it
 */
function choice(element, parts) {
  return parts.length === 2 ? { element, shape: "choice", parts } : null;
}

/**
 * What holds radios together: their group, or what is nearest around the first two.
 *
 * @param {Element[]} radios
 */
function groupOf([first, second]) {
  const line = lineOf(second ?? first);
  return (
    nearest(first, 'fieldset,[role="radiogroup"]') ?? lineOf(first).find((around) => line.includes(around)) ?? first
  );
}

/**
 * The property is what counts; pages set it without an event or an attribute.
 *
 * @param {Control} control
 * @returns {import("../messages").Shown}
 */
export function stateOf({ element, shape }) {
  if (shape === "choice") return "unclear";
  if (shape === "checkbox") {
    const { checked, indeterminate } = /** @type {HTMLInputElement} */ (element);
    // Some draw their switch by the attribute, and leave the checkbox behind. What the browser
    // draws itself shows the checkbox: https://www.w3.org/TR/html-aria/#el-input-checkbox
    const isNative = () => isVisible(element) && getComputedStyle(element).appearance !== "none";
    const contradicts = element.getAttribute("aria-checked") === String(!checked) && !isNative();
    return indeterminate || contradicts ? "unclear" : checked ? "on" : "off";
  }
  const value = element.getAttribute(shape === "button" ? "aria-pressed" : "aria-checked");
  return value === "true" ? "on" : value === "false" ? "off" : "unclear";
}

/**
 * Whether an input or an option differs from its markup, as where the browser has put it back.
 *
 * @param {Element} element
 */
export function differsFromMarkup(element) {
  return element.matches(":checked") !== element.matches(":default");
}

/**
 * The two ways in which a choice can be set.
 *
 * @param {Control} control
 * @returns {import("../messages").OptionState[]}
 */
export function optionsOf({ parts }) {
  return parts.map((part) => ({
    label: part.localName === "option" ? tidy(part.textContent ?? "") : ownName(part),
    value: (part.getAttribute("value") ?? "").slice(0, LONGEST_KEY),
    chosen: isChosen(part),
  }));
}

/** @param {Element} part of a choice */
export function isChosen(part) {
  return part.matches(':checked,[aria-checked="true"]');
}

/**
 * What identifies a setting's switch whatever the display language: the ids
 * that label it, its own id, its name; and those of the hosts that it is
 * inside of.
 *
 * @param {Pick<Control, "element" | "parts">} control
 */
export function keysOf({ element, parts }) {
  const holders = [element, ...parts, ...hostsOf(element)];
  const keys = holders.flatMap((holder) =>
    ["aria-labelledby", "id", "name"].flatMap((name) => (holder.getAttribute(name) ?? "").slice(0, 1000).split(/\s+/)),
  );
  return [...new Set(keys)].filter((key) => key !== "" && key.length <= LONGEST_KEY).slice(0, MOST_KEYS);
}

/**
 * What tells that it is still the same: where a link leads, the keys of a switch.
 *
 * @param {Control} control
 */
export function marksOf(control) {
  return control.shape === "link" ? control.element.getAttribute("href") : keysOf(control).join(" ");
}

/**
 * Whether a control stands in the page's main content.
 *
 * @param {Element} element
 */
export function isInMain(element) {
  if (nearest(element, OTHER_LANDMARKS)) return false;
  // In the main content header and footer are no landmarks: https://www.w3.org/TR/html-aam-1.0/#el-header
  const around = nearest(element, `header,footer,${MAIN}`);
  return around ? nearest(around, MAIN) !== null : all(element.ownerDocument, MAIN, 1).length === 0;
}

/**
 * @param {Element} element
 * @returns {Element} the main content around it
 */
export function mainAround(element) {
  return nearest(element, MAIN) ?? html(element);
}

/**
 * Whether something that `selector` selects is shown in `root`. An alert that waits for its text
 * has no height.
 *
 * @param {Node} root
 * @param {string} selector
 */
export function isShownBeside(root, selector) {
  return all(root, selector, 20).some(isVisible);
}
