// What works like a switch, in whatever shape it is built, and what it is set
// to. Says what is there; whether it is the one, the core decides.
import { computeAccessibleName } from "dom-accessibility-api";
import { above, all, holds, hostOf, nearest, textOf } from "./tree.js";

/** Whatever may work like a switch. */
export const CONTROLS =
  'input[type="checkbox" i],input[type="radio" i],select,[role~="switch" i],[role~="checkbox" i],[role~="radiogroup" i],[aria-pressed]';
const LONGEST_LABEL = 300;
/** Text that is longer than this names nothing, and would take long to read. */
const LONGEST_SOURCE = 10_000;
const LONGEST_KEY = 100;
const MOST_KEYS = 12;

/**
 * The elements in one tree that have the keys, which count however many others
 * there are.
 *
 * @param {Node} root
 * @param {string[]} keys
 */
export function withKeys(root, keys) {
  const found = keys.flatMap((key) => {
    const name = CSS.escape(key);
    return all(root, `[aria-labelledby~="${name}"],[id="${name}"],[name="${name}"]`, 10);
  });
  return found.filter((element) => element.matches(CONTROLS));
}

/**
 * The switches among what `CONTROLS` selected in one tree, in the order given.
 *
 * @param {Element[]} candidates
 * @returns {Control[]}
 */
export function controlsOf(candidates) {
  const elements = candidates.filter((element) => !nearest(element, '[aria-hidden="true"]'));
  const controls = elements.map((element) => controlOf(element, elements)).filter((control) => control !== null);
  // A switch inside of one that shows a state is the same one.
  const outer = new Set(controls.map(({ element }) => element).filter((element) => element.hasAttribute("aria-checked")));
  return controls.filter(({ element }) => !isInside(element, outer));
}

/**
 * @param {Element} element
 * @param {Set<Element>} others
 */
function isInside(element, others) {
  if (others.size === 0) return false;
  for (let at = above(element); at; at = above(at)) if (others.has(at)) return true;
  return false;
}

/**
 * @param {Element} element
 * @param {Element[]} elements all that were found
 * @returns {Control | null}
 */
function controlOf(element, elements) {
  if (isInput(element, "radio")) {
    const group = elements.filter((other) => isInput(other, "radio") && nameOf(other) === nameOf(element));
    if (group.length !== 2 || group[0] !== element || !nameOf(element)) return null;
    return choice(groupOf(group), group);
  }
  if (element.getAttribute("role") === "radiogroup") {
    const radios = all(element, '[role="radio"]', 3);
    return radios.length === 2 ? choice(element, radios) : null;
  }
  if (element.localName === "select") {
    const options = all(element, "option", 3);
    return options.length === 2 ? choice(element, options) : null;
  }
  if (isInput(element, "checkbox")) return { element, shape: "checkbox", parts: [] };
  if (element.hasAttribute("aria-pressed")) return { element, shape: "button", parts: [] };
  return { element, shape: "switch", parts: [] };
}

/**
 * @param {Element} element
 * @param {Element[]} parts
 * @returns {Control}
 */
function choice(element, parts) {
  return { element, shape: "choice", parts };
}

/**
 * What holds two radios together: their group, or what is nearest around both.
 *
 * @param {Element[]} radios
 */
function groupOf([first, second]) {
  const group = nearest(first, 'fieldset,[role="radiogroup"]');
  if (group && holds(group, second)) return group;
  let around = above(first);
  while (around && !holds(around, second)) around = above(around);
  return around ?? first;
}

/**
 * @param {Element} element
 * @param {string} type
 */
function isInput(element, type) {
  return element.localName === "input" && /** @type {HTMLInputElement} */ (element).type === type;
}

/** @param {Element} element */
function nameOf(element) {
  return element.getAttribute("name");
}

/**
 * The property is what counts; pages set it without an event or an attribute.
 *
 * @param {Control} control
 * @returns {import("../messages").SwitchState}
 */
export function stateOf({ element, shape }) {
  if (shape === "choice" || nearest(element, '[aria-busy="true"]')) return "unclear";
  if (shape === "checkbox") {
    const { checked, indeterminate } = /** @type {HTMLInputElement} */ (element);
    return indeterminate ? "unclear" : checked ? "on" : "off";
  }
  const value = element.getAttribute(shape === "button" ? "aria-pressed" : "aria-checked");
  return value === "true" ? "on" : value === "false" ? "off" : "unclear";
}

/**
 * The two ways in which a choice can be set.
 *
 * @param {Control} control
 * @returns {import("../messages").OptionFact[]}
 */
export function optionsOf({ parts }) {
  return parts.map((part) => ({
    label: part.localName === "option" ? tidy(part.textContent ?? "") : accessibleName(part),
    value: (part.getAttribute("value") ?? "").slice(0, LONGEST_KEY),
    chosen: isChosen(part),
  }));
}

/** @param {Element} part of a choice */
export function isChosen(part) {
  if (part.localName === "option") return /** @type {HTMLOptionElement} */ (part).selected;
  if (part.localName === "input") return /** @type {HTMLInputElement} */ (part).checked;
  return part.getAttribute("aria-checked") === "true";
}

/**
 * What identifies a setting's switch whatever the display language: the ids
 * that label it, its own id, its name; and those of the hosts that it is
 * inside of.
 *
 * @param {Control} control
 */
export function keysOf({ element, parts }) {
  const holders = [element, ...parts, ...hostsOf(element)];
  const keys = holders.flatMap((holder) =>
    ["aria-labelledby", "id", "name"].flatMap((name) => (holder.getAttribute(name) ?? "").slice(0, 1000).split(/\s+/)),
  );
  return [...new Set(keys)].filter((key) => key !== "" && key.length <= LONGEST_KEY).slice(0, MOST_KEYS);
}

/**
 * The text that labels a control: its accessible name, or that of the host of
 * the shadow tree that it is in. In NFKC, cut.
 *
 * @param {Control} control
 */
export function labelOf({ element }) {
  for (const named of [element, ...hostsOf(element)]) {
    const name = accessibleName(named) || (named !== element && tidy(textOfLabels(named)));
    if (name) return name;
  }
  return "";
}

/**
 * @param {Element} element
 * @returns {string} nothing where the text that names it is too long to be a label
 */
function accessibleName(element) {
  const isTooLong = namersOf(element).some((source) => textOf(source).length > LONGEST_SOURCE);
  return isTooLong ? "" : tidy(computeAccessibleName(element));
}

/**
 * @param {Element} element
 * @returns {Element[]} what its accessible name comes from
 */
function namersOf(element) {
  const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean).slice(0, MOST_KEYS);
  const named = ids.flatMap((id) => all(element.getRootNode(), `[id="${CSS.escape(id)}"]`, 1));
  // For its labels the browser walks the whole page.
  return [element, ...(named.length > 0 ? named : (/** @type {HTMLInputElement} */ (element).labels ?? []))];
}

/**
 * All that the label and the keys of a control come from.
 *
 * @param {Control} control
 */
export function sourcesOf({ element, parts }) {
  return [element, ...parts, ...hostsOf(element)].flatMap(namersOf);
}

/** @param {string} text */
function tidy(text) {
  return text.slice(0, 2 * LONGEST_LABEL).replace(/\s+/g, " ").trim().slice(0, LONGEST_LABEL).normalize("NFKC");
}

/**
 * The labels of a custom element, which tells them to its own code alone.
 *
 * @param {Element} host
 */
function textOfLabels(host) {
  const around = host.closest("label");
  const root = host.getRootNode();
  const pointing = host.id ? all(root, `label[for="${CSS.escape(host.id)}"]`, 1) : [];
  return (around ?? pointing[0])?.textContent ?? "";
}

/**
 * @param {Element} element
 * @returns {Element[]} the hosts of the shadow trees around it, innermost first
 */
function hostsOf(element) {
  const hosts = [];
  for (let host = hostOf(element); host; host = hostOf(host)) hosts.push(host);
  return hosts;
}

/**
 * Whether a control stands in the page's main content.
 *
 * @param {Element} element
 */
export function isInMain(element) {
  if (nearest(element, "nav,header,footer,aside,dialog,[role=navigation],[role=banner],[role=contentinfo],[role=complementary],[role=dialog],[role=alertdialog]")) {
    return false;
  }
  return nearest(element, "main,[role=main]") !== null || all(element.ownerDocument, "main,[role=main]", 1).length === 0;
}
