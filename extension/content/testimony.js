// Puts a testimony together: what is shown, since when, and what the person did. No judgement.
import { differsFromMarkup, isInMain, keysOf, optionsOf, stateOf } from "./controls.js";
import { accessibleName } from "./name.js";
import { all, nearest } from "./tree.js";
import { isSeen, visibleParts } from "./visible-parts.js";

/** What is less is rounding, in milliseconds. */
const CLOCK_STEP = 1_000;

/**
 * @param {Control} control
 * @param {number} ref
 * @param {Track} track
 * @param {number} inView how long the document has been in view
 * @param {boolean} names whether to read its accessible name
 * @returns {import("../messages").Control}
 */
export function testifyOf(control, ref, track, inView, names) {
  const { element, shape, parts } = control;
  const { identity, shown, firstSeen, shownSince, quietSince, alert, progress, differs, ...told } = track;
  return {
    ref,
    shape: /** @type {import("../messages").Shape} */ (shape),
    keys: keysOf(control),
    name: names ? accessibleName(element) : null,
    state: stateOf(control),
    options: optionsOf(control),
    visible: isSeen(control),
    main: isInMain(element),
    busy: nearest(element, '[aria-busy="true"]') !== null,
    enabled: !element.matches(":disabled") && !nearest(element, '[aria-disabled="true"]'),
    differs: differs || [element, ...parts].some(differsFromMarkup),
    age: inView - firstSeen,
    held: inView - shownSince,
    quiet: inView - quietSince,
    ...told,
    alert: alert || progress,
  };
}

/**
 * @param {Control} link
 * @param {number} ref
 * @returns {import("../messages").Link}
 */
export function testifyOfLink(link, ref) {
  const { origin, pathname } = /** @type {HTMLAnchorElement} */ (link.element);
  return { ref, address: { origin: String(origin), path: String(pathname) }, visible: visibleParts(link).length > 0 };
}

/**
 * This document, but for how far it is loaded.
 *
 * @returns {Omit<import("../messages").Document, "loaded" | "navigation">}
 */
export function thisDocument() {
  const startedAt = document.readyState;
  return { id: performance.timeOrigin, loadedAt: loadedAt(), moved: false, startedAt };
}

/**
 * When the loading of this document began, in milliseconds since 1970. The clock of
 * `performance` stands still while a computer sleeps, in most systems: what it says of a
 * page that was there before us may be too late. `timeOrigin` may be too early instead,
 * which claims less.
 */
function loadedAt() {
  return document.readyState === "complete" ? Math.min(began(), performance.timeOrigin) : began();
}

/** When the loading of this document began, by the clock as it is now. */
function began() {
  return Date.now() - performance.now();
}

/**
 * When it began by the clock as it is now, where that has been put back since: else an older
 * page would seem newer than one that was loaded after it.
 *
 * @param {number} known
 */
export function loadedAtByNow(known) {
  return began() < known - CLOCK_STEP ? began() : known;
}

/**
 * How this document was come to, as far as that can be told by now.
 *
 * @returns {import("../messages").Navigation}
 */
export function navigation() {
  const [entry] = /** @type {any[]} */ (performance.getEntriesByType("navigation"));
  if (entry?.responseStatus >= 400) return "error";
  // https://w3c.github.io/navigation-timing/#dom-performancenavigationtiming-deliverytype
  // A page that is prerendered may be fetched in advance for that; its load is dated then.
  // Firefox has no such word. Of what came from a cache, nothing came over the network.
  const isCached = entry?.deliveryType || (document.readyState === "complete" && entry?.transferSize === 0);
  if (isCached && !entry.activationStart) return "cached";
  const type = String(entry?.type);
  return type === "back_forward" ? "back-forward" : type === "reload" || type === "prerender" ? type : "navigate";
}

/** Whether the page is still being parsed, or a style sheet of its first load is on its way. */
export function isHalfLoaded() {
  if (document.readyState !== "interactive") return document.readyState === "loading";
  const sheets = /** @type {HTMLLinkElement[]} */ (all(document, 'link[rel~="stylesheet" i]'));
  return sheets.some((link) => !link.sheet && !link.disabled);
}
