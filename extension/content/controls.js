// What works like a switch, in whatever shape it is built, and what it is set
// to. Says what is there; whether it is the one, the core decides.
import { isVisible } from "./drawings.js";
import { ownName } from "./name.js";
import { all, attributeOf, nearest, parentOf, withHosts } from "./tree.js";

const CHECKBOX = "input[type=checkbox i]";
const RADIO = "input[type=radio i]";
/** Whatever may work like a switch. */
export const CONTROLS = `${CHECKBOX},${RADIO},select,[role~=switch i],[role~=checkbox i],[role~=radiogroup i],[aria-pressed]`;
/** What shows a state: a control within is the same one, also where this is the host of its shadow tree. */
const SWITCHES = ":is([role~=switch i],[role~=checkbox i])[aria-checked]";
export const MAIN = "main,[role=main]";
const OTHER_LANDMARKS =
  "nav,aside,dialog,[role=navigation],[role=banner],[role=contentinfo],[role=complementary],[role$=dialog]";

/** @param {Control} control */
export const isLink = ({ shape }) => shape === "link";

/**
 * The switches among what `CONTROLS` selected, in the order given.
 *
 * @param {Element[]} candidates
 * @returns {Control[]}
 */
export function controlsOf(candidates) {
  const elements = candidates.filter(
    (element) => !nearest(element, "[aria-hidden=true]") && !nearest(parentOf(element), SWITCHES),
  );
  return elements.flatMap((element) => controlOf(element, elements));
}

/**
 * @param {Element} element
 * @param {Element[]} elements all that were found
 * @returns {Control[]} none where it is no switch, or is told of with another
 */
function controlOf(element, elements) {
  if (element.matches(RADIO)) {
    const name = attributeOf(element, "name");
    const radios = elements.filter((other) => other.matches(RADIO) && attributeOf(other, "name") === name);
    // What holds them together has the name.
    const group = nearest(element, "fieldset,[role=radiogroup]") ?? element;
    return name && radios[0] === element ? choice(group, radios) : [];
  }
  if (element.matches("[role=radiogroup]")) return choice(element, all(element, "[role=radio]"));
  if (element.localName === "select") return choice(element, all(element, "option"));
  const shape = element.matches(CHECKBOX) ? "checkbox" : element.hasAttribute("aria-pressed") ? "button" : "switch";
  return [{ element, shape, parts: [] }];
}

/**
 * @param {Element} element
 * @param {Element[]} parts
 * @returns {Control[]} none where there are not two ways to set it
 */
const choice = (element, parts) => (parts.length === 2 ? [{ element, shape: "choice", parts }] : []);

/**
 * The property is what counts; pages set it without an event or an attribute.
 *
 * @param {Control} control
 * @returns {import("../messages").Shown}
 */
export function stateOf({ element, shape }) {
  if (shape === "checkbox") {
    const { checked, indeterminate } = /** @type {HTMLInputElement} */ (element);
    // Some draw their switch by the attribute, and leave the checkbox behind. What the browser
    // draws itself shows the checkbox: https://www.w3.org/TR/html-aria/#el-input-checkbox
    const isDrawn = !isVisible(element) || getComputedStyle(element).appearance === "none";
    const contradicts = isDrawn && element.getAttribute("aria-checked") === String(!checked);
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
export const differsFromMarkup = (element) => element.matches(":checked") !== element.matches(":default");

/**
 * The two ways in which a choice can be set.
 *
 * @param {Control} control
 * @returns {import("../messages").OptionState[]}
 */
export const optionsOf = ({ parts }) =>
  parts.map((part) => ({ label: ownName(part), value: attributeOf(part, "value"), chosen: isChosen(part) }));

/** @param {Element} part of a choice */
export const isChosen = (part) => part.matches(":checked,[aria-checked=true]");

/**
 * What identifies a setting's switch whatever the display language: the ids
 * that label it, its own id, its name; and those of the hosts that it is
 * inside of.
 *
 * @param {Pick<Control, "element" | "parts">} control
 */
export function keysOf({ element, parts }) {
  const holders = [...withHosts(element), ...parts];
  const keys = holders.flatMap((holder) =>
    ["aria-labelledby", "id", "name"].flatMap((name) => attributeOf(holder, name).split(/\s+/)),
  );
  return [...new Set(keys)].filter(Boolean);
}

/**
 * What tells that it is still the same: where a link leads, the keys of a switch.
 *
 * @param {Control} control
 */
export const marksOf = (control) => [attributeOf(control.element, "href"), ...keysOf(control)].join(" ");

/**
 * Whether a control stands in the page's main content.
 *
 * @param {Element} element
 */
export function isInMain(element) {
  if (nearest(element, OTHER_LANDMARKS)) return false;
  // In the main content header and footer are no landmarks: https://www.w3.org/TR/html-aam-1.0/#el-header
  const around = nearest(element, `header,footer,${MAIN}`);
  return around ? Boolean(nearest(around, MAIN)) : all(element.ownerDocument, MAIN).length === 0;
}

/**
 * Whether something that `selector` selects is shown on the page of a control: most show their errors
 * outside the main content. An alert that waits for its text has no height.
 *
 * @param {Control} control
 * @param {string} selector
 */
export const isShownBeside = ({ element }, selector) => all(element.ownerDocument, selector).some(isVisible);
