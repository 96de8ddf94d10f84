// Puts a testimony together: what is shown, since when, and what the person did. No judgement.
import { differsFromMarkup, isInMain, keysOf, optionsOf, stateOf } from "./controls.js";
import { accessibleName } from "./name.js";
import { all, nearest } from "./tree.js";
import { isSeen, visibleParts } from "./visible-parts.js";

/** What LinkedIn's pages ask their server for, not a file. */
const SETTINGS_API = /www\.linkedin\.com\/[^?.]*settings[^.]*$/i;

/**
 * @param {Control} control
 * @param {Track} track
 * @param {number} now how long the document has been in view
 * @param {boolean} names whether to read its accessible name
 * @returns {import("../messages").Control}
 */
export function testifyOf(control, track, now, names) {
  const { element, shape, parts, ref } = /** @type {any} */ (control);
  const { identity, shown, firstSeen, shownSince, quietSince, differs, ...told } = track;
  return {
    ref,
    shape,
    keys: keysOf(control),
    name: names ? accessibleName(element) : null,
    state: stateOf(control),
    options: optionsOf(control),
    visible: isSeen(control),
    main: isInMain(element),
    busy: Boolean(nearest(element, "[aria-busy=true]")),
    enabled: !element.matches(":disabled") && !nearest(element, "[aria-disabled=true],[inert]"),
    differs: differs || [element, ...parts].some(differsFromMarkup),
    age: now - firstSeen,
    held: now - shownSince,
    quiet: now - quietSince,
    ...told,
  };
}

/**
 * @param {Control} link
 * @returns {import("../messages").Link}
 */
export function testifyOfLink(link) {
  const { element, ref } = /** @type {any} */ (link);
  return { ref, address: { origin: element.origin, path: element.pathname }, visible: visibleParts(link).length > 0 };
}

/**
 * This document, but for how far it is loaded.
 *
 * @returns {Omit<import("../messages").Document, "loaded" | "navigation">}
 */
export function thisDocument() {
  const startedAt = document.readyState;
  const id = performance.timeOrigin;
  // The clock of `performance` stands still while a computer sleeps, in most systems: what it says of
  // a page that was there before us may be too late. `timeOrigin` may be too early instead, which claims less.
  const loadedAt = startedAt === "complete" ? Math.min(began(), id) : began();
  return { id, loadedAt, moved: false, startedAt };
}

/** When the loading of this document began, in milliseconds since 1970, by the clock as it is now. */
export const began = () => Date.now() - performance.now();

/**
 * How this document was come to, as far as that can be told by now.
 *
 * @returns {import("../messages").Navigation}
 */
export function navigation() {
  const [entry = { type: "navigate" }] = /** @type {any[]} */ (performance.getEntriesByType("navigation"));
  if (entry.responseStatus >= 400) return "error";
  // https://w3c.github.io/navigation-timing/#dom-performancenavigationtiming-deliverytype
  // A page that is prerendered may be fetched in advance for that; its load is dated then.
  // Firefox has no such word. Of what came from a cache, nothing came over the network.
  const isCached = (/** @type {any} */ { deliveryType, transferSize }) =>
    deliveryType || (document.readyState === "complete" && transferSize === 0);
  const answers = performance.getEntriesByType("resource").filter(({ name }) => SETTINGS_API.test(name));
  return [entry, ...answers].some(isCached) && !entry.activationStart ? "cached" : entry.type.replace("_", "-");
}

/** Whether the page is still being parsed, or a style sheet of its first load is on its way. */
export function isHalfLoaded() {
  if (document.readyState !== "interactive") return document.readyState === "loading";
  return all(document, "link[rel~=stylesheet i]:not([disabled])").some((/** @type {any} */ link) => !link.sheet);
}
