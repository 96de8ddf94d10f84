// The ring and the callout: one element at the end of <body>, in the top
// layer. Nothing of the page is touched, no focus is taken, nothing is
// scrolled unless a person presses the button for it.
import { inView } from "./boxes.js";
import { make, setLines, word } from "./callout.js";
import { isCovered, seenOf } from "./cover.js";
import { onSpareEscape } from "./escape.js";
import { createFrame } from "./frame.js";
import style from "./overlay.css";
import { GAP, grown, placeBeside, rect, union } from "./place.js";
import { takePresses } from "./presses.js";
import { all, body, call, html, lineOf, nearest } from "./tree.js";
import { targetsOf, visibleParts } from "./visible-parts.js";

/** Room between what is ringed and the ring, in CSS pixels. */
const RING_GAP = 5;
/** A press outside of these closes them, whatever becomes of the press. */
const CLOSING = "dialog[open][closedby=any i],:popover-open:not([popover=manual i])";
/** Between two times that the overlay is put back where the page takes it away, in milliseconds. */
const MEND_EVERY = 1000;

/**
 * Makes the overlay, which shows nothing yet.
 *
 * @param {() => void} onDismiss
 * @param {AddEventListenerOptions & { signal: AbortSignal }} listen how to listen without being in the way
 * @returns {Overlay}
 */
export function createOverlay(onDismiss, listen) {
  // A host whose shadow root the page cannot open, the ring, and the callout with its words and buttons.
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "closed" });
  const ring = make("div", "ring");
  const lines = make("div", "lines");
  const scroll = make("button", "", word("calloutScroll"));
  const reload = make("button", "", word("calloutReload"));
  const actions = make("div", "actions", scroll, reload);
  const dismiss = make("button", "dismiss", "×");
  dismiss.ariaLabel = word("calloutDismiss");
  const callout = make("div", "callout", make("div", "name", word("extensionName")), lines, actions, dismiss);
  callout.lang = word("languageTag");
  // Not the page's, and not the browser's: it can have a language that we do not have.
  callout.dir = word("languageDirection");
  callout.hidden = true;
  // Always rendered, unlike the callout: a screen reader reads out only what comes into a region that is there.
  const live = make("div", "", callout);
  live.ariaLive = "polite";
  actions.ariaLive = dismiss.ariaLive = "off";
  const sheet = make("style", "");
  // Not by `append`: Firefox takes only the text set so for the extension's, and reports any other to the page's policy.
  sheet.textContent = style;
  root.append(sheet, ring, live);
  /** What is ringed. @type {Control | null} */
  let target = null;
  /** What the words must not lie over: all that is watched. @type {Control[]} */
  let near = [];
  /** What is shown; `null` while nothing is. @type {import("../messages").Guidance | null} */
  let guidance = null;
  /** What ring and callout were placed for last. */
  let placed = "";
  /** Notices movement that comes without an event. @type {IntersectionObserver | undefined} */
  let fence;
  let mendedAt = -Infinity;
  /**
   * Whether a modal dialog, or what the page has made of <body>, leaves ours without clicks and focus.
   */
  let inert = false;
  /** What of the top layer the target was in when the host was put on top. @type {Element[]} */
  let below = [];
  /** The button that has the focus, or had it when the page took the overlay away. @type {any} */
  let focused = null;
  const placeSoon = createFrame(place);

  /**
   * Puts the host where it belongs and opens it, on top of what has come to hold the target.
   *
   * At the end of <body>: React, from 17 to 19, leaves alone what it does not know there when it
   * hydrates a whole document. In <html>, or before anything of the page's own, such a node makes
   * React 18 throw the page away and render it anew: so not while the page is being parsed, either.
   */
  function attach() {
    const home = body();
    if (!home || document.readyState === "loading") return;
    const layers = lineOf(target?.element).filter((it) => call(it, "matches", ":modal,:fullscreen,:popover-open"));
    below = below.filter((layer) => layers.includes(layer));
    const now = performance.now();
    const isThere = host.parentNode === home && host.matches(":popover-open");
    // A page that removes whatever it does not know would be fought with in each frame.
    if (isThere ? below.length === layers.length : now - mendedAt < MEND_EVERY) return;
    mendedAt = now;
    host.popover = "manual";
    home.append(host);
    host.showPopover();
    below = layers;
    placed = "";
    // Given back, never taken.
    if (document.activeElement === home) focused?.focus({ preventScroll: true });
  }

  /** Puts ring and callout where the target is now. */
  function place() {
    if (!guidance) return;
    // A region that has just come is not heard by screen readers: the words follow in the next frame.
    const isHeard = host.isConnected || lines.firstChild;
    if (host.isConnected) focused = root.activeElement;
    attach();
    if (!host.isConnected) return;
    // Also of a window that two fingers have made larger.
    const { offsetLeft, offsetTop, width, height } = /** @type {VisualViewport} */ (visualViewport);
    const view = rect(offsetLeft, offsetTop, offsetLeft + width, offsetTop + height);
    const parts = visibleParts(target);
    const covered = isCovered(target, parts, host);
    const whole = union(parts.map((part) => part.rect));
    // What is ours moves out of the way.
    const own = [host, ...targetsOf(target, parts)];
    // No words without what they are about, or where a press on them closes what holds that.
    const silent = covered || (target && !whole) || nearest(target?.element, CLOSING);
    const seen = covered ? [] : parts.map((part) => seenOf(part, own, view)).filter((box) => box !== null);
    const ringed = union(seen);
    inert = host.closest("[inert]") !== null || below.some((layer) => layer.matches("dialog:modal"));
    const zoom = /** @type {any} */ (host).currentCSSZoom;
    // To measure and move what is right already would cost the page a layout each second.
    const now = JSON.stringify([whole, ringed, view, silent, inert, zoom, guidance, isHeard]);
    if (now === placed) return;
    placed = now;
    buildFence(parts[0]?.element);
    // What has moved may go on moving, and the fence would notice that in every other frame only.
    placeSoon();
    setLines(lines, isHeard ? guidance.lines : []);
    // Whatever the page's own zoom is, our pixels are those of the window.
    ring.style.zoom = callout.style.zoom = /** @type {any} */ (1 / zoom);
    ring.hidden = !ringed;
    if (ringed) put(ring, grown(ringed, RING_GAP));
    if (silent || !lines.firstChild) callout.hidden = true;
    // What is to be ringed has gone, and is being looked for: until it is found, the words stay where they are.
    else if (whole || guidance.ring === null) {
      scroll.hidden = !whole || ringed !== null;
      reload.hidden = !guidance.reload;
      // The page has made all that is not in its dialog inert: no buttons rather than dead ones.
      dismiss.hidden = inert;
      actions.hidden = inert || (scroll.hidden && reload.hidden);
      placeCallout(ringed, whole, view);
    }
  }

  /**
   * Has `placeSoon` called once the target leaves its place: an observer whose root is shrunk to just that.
   *
   * @param {Element} [element]
   */
  function buildFence(element) {
    fence?.disconnect();
    if (!element) return;
    const { left, top, right, bottom } = inView(element);
    const { clientWidth, clientHeight } = html();
    const inset = [top, clientWidth - right, clientHeight - bottom, left];
    const rootMargin = inset.map((side) => `${-Math.floor(side)}px`).join(" ");
    fence = new IntersectionObserver(placeSoon, { rootMargin, threshold: 0.99 });
    fence.observe(element);
  }

  /**
   * @param {Rect | null} ringed what can be seen of the target
   * @param {Rect | null} whole all of it
   * @param {Rect} view
   */
  function placeCallout(ringed, whole, view) {
    callout.hidden = false;
    callout.style.width = `min(22.86em, ${view.width - 2 * GAP}px)`;
    callout.style.height = "auto";
    const { width, height } = callout.getBoundingClientRect();
    // Without a ring at the edge of the window that the target is beyond, and not over most of the page.
    const end = whole && whole.bottom < view.top ? view.top : view.bottom;
    const clear = near.flatMap(visibleParts).map((part) => part.rect);
    const box = ringed ? union([grown(ringed, RING_GAP), ...clear]) : rect(view.left, end, view.right, end);
    const size = { width, height: ringed ? height : Math.min(height, view.height / 2) };
    const at = placeBeside(/** @type {Rect} */ (box), size, view);
    // Rather no words than words on top of the switch.
    callout.hidden = !at;
    if (at) put(callout, at);
    // Words that scroll can be scrolled by keyboard.
    lines.tabIndex = lines.scrollHeight > lines.clientHeight ? 0 : -1;
  }

  /** @param {MouseEvent} event */
  function press(event) {
    // A click by the keyboard, or by a screen reader, has no place.
    const hit = event.detail === 0 ? root.activeElement : root.elementFromPoint(event.clientX, event.clientY);
    if (hit === scroll) visibleParts(target)[0]?.element.scrollIntoView({ block: "center", behavior: "instant" });
    if (hit === reload) location.reload();
    if (hit === dismiss) onDismiss();
  }

  const isInSight = () => host.isConnected && !callout.hidden;
  // Escape first: where the focus is in the callout, the presses that follow keep the key from all others.
  onSpareEscape(isInSight, onDismiss, listen);
  takePresses(host, press, () => (isInSight() && inert ? callout.getBoundingClientRect() : null), listen.signal);
  const signs = "scroll resize toggle fullscreenchange transitionrun animationstart focusin focusout";
  for (const sign of signs.split(" ")) addEventListener(sign, placeSoon, listen);
  for (const sign of ["scroll", "resize"]) visualViewport?.addEventListener(sign, placeSoon, listen);

  return {
    show(watched, guide) {
      near = watched;
      target = watched.find(({ ref }) => ref === guide.ring) ?? null;
      guidance = guide;
      placeSoon();
    },
    check: placeSoon,
    covers: () => isCovered(target, visibleParts(target), host),
    hide() {
      fence?.disconnect();
      target = guidance = focused = null;
      // Only what the page takes away is put back with patience.
      mendedAt = -Infinity;
      callout.hidden = true;
      lines.replaceChildren();
      host.remove();
    },
  };
}

/**
 * @param {HTMLElement} element
 * @param {Box} box
 */
function put({ style }, box) {
  for (const side of /** @type {(keyof Box)[]} */ (["left", "top", "width", "height"])) style[side] = `${box[side]}px`;
}

/**
 * Takes away what an earlier copy of the extension left on this page: Firefox
 * starts the new one beside the old one's nodes.
 */
export function sweepOverlays() {
  for (const element of /** @type {any[]} */ (all(document, "div[popover]"))) {
    // Only there, and for extensions alone, is there this property.
    if (element.openOrClosedShadowRoot?.querySelector(".ring + div > .callout")) element.remove();
  }
}
