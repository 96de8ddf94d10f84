// The ring and the callout: one element at the end of <body>, in the top
// layer. Nothing of the page is touched, no focus is taken, nothing is
// scrolled unless a person presses the button for it.
import { boxInView } from "./boxes.js";
import { buildOverlay, setLines } from "./callout.js";
import { isCovered, layersOf, seenOf } from "./cover.js";
import { onSpareEscape } from "./escape.js";
import { createFrame } from "./frame.js";
import { GAP, grown, placeAtEdge, placeBeside, rect, union } from "./place.js";
import { takePresses } from "./presses.js";
import { all, body, html } from "./tree.js";

/** Room between what is ringed and the ring, in CSS pixels. */
const RING_GAP = 5;
/** Between two times that the overlay is put back where the page takes it away, in milliseconds. */
const MEND_EVERY = 1000;
/** The target that is not on the page. @type {{control: any, parts: VisiblePart[], near: VisiblePart[]}} */
const NOWHERE = { control: null, parts: [], near: [] };

/**
 * Makes the overlay, which shows nothing yet.
 *
 * @param {OverlayEvents} on
 * @param {AddEventListenerOptions & { signal: AbortSignal }} listen how to listen without being in the way
 * @returns {Overlay}
 */
export function createOverlay(on, listen) {
  const { host, root, ring, callout, lines, actions, scroll, reload, dismiss } = buildOverlay();
  /** @type {OverlayTarget | null} */
  let target = null;
  /** What is shown; `null` while nothing is. @type {import("../messages").Guidance | null} */
  let guidance = null;
  /** What ring and callout were placed for last. */
  let placed = "";
  /** Notices movement that comes without an event. @type {IntersectionObserver | undefined} */
  let fence;
  let mendedAt = -Infinity;
  /** What of the top layer the target was in when the host was put on top. @type {Element[]} */
  let below = [];
  /** The button that has the focus, or had it when the page took the overlay away. @type {HTMLElement | null} */
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
    const layers = layersOf(target);
    below = below.filter((layer) => layers.includes(layer));
    const isThere = host.parentNode === home && host.matches(":popover-open");
    if (isThere && below.length === layers.length) return;
    // A page that removes whatever it does not know would be fought with in each frame.
    if (!isThere && performance.now() - mendedAt < MEND_EVERY) return;
    if (!isThere) mendedAt = performance.now();
    const had = focused;
    host.popover = "manual";
    if (host.parentNode !== home) home.append(host);
    host.hidePopover();
    host.showPopover();
    below = layers;
    placed = "";
    // Given back, never taken.
    if (had && document.activeElement === home) had.focus({ preventScroll: true });
  }

  /** Puts ring and callout where the target is now. */
  function place() {
    if (!guidance) return;
    // A region that has just come is not heard by screen readers: the words follow in the next frame.
    const isHeard = host.isConnected || lines.firstChild;
    attach();
    if (!host.isConnected) return;
    const view = windowInSight();
    const covered = covers();
    const { control, parts, near } = target?.parts.every(({ element }) => element.isConnected) ? target : NOWHERE;
    const whole = union(parts.map((part) => part.rect()));
    const seen = covered ? [] : parts.map((part) => seenOf(part, control, view, host)).filter((box) => box !== null);
    const ringed = union(seen);
    const zoom = /** @type {any} */ (host).currentCSSZoom;
    // To measure and move what is right already would cost the page a layout each second.
    const now = JSON.stringify([whole, ringed, view, covered, isInert(), zoom, guidance, isHeard]);
    if (now === placed) return;
    placed = now;
    buildFence();
    // What has moved may go on moving, and the fence would notice that in every other frame only.
    placeSoon();
    setLines(lines, isHeard ? guidance.lines : []);
    // Whatever the page's own zoom is, our pixels are those of the window.
    ring.style.zoom = callout.style.zoom = String(1 / zoom);
    ring.hidden = !ringed;
    if (ringed) put(ring, grown(ringed, RING_GAP));
    if (covered || !lines.firstChild) callout.hidden = true;
    // What is to be ringed has gone, and is being looked for: until it is found, the words stay where they are.
    else if (whole || guidance.ring === null) {
      scroll.hidden = !whole || ringed !== null;
      reload.hidden = !guidance.reload;
      // The page has made all that is not in its dialog inert: no buttons rather than dead ones.
      dismiss.hidden = isInert();
      actions.hidden = isInert() || (scroll.hidden && reload.hidden);
      placeCallout(
        ringed && union([ringed, ...near.map((part) => part.rect())]),
        view,
        whole !== null && whole.bottom < view.top,
      );
    }
  }

  /** Has `placeSoon` called once the target leaves its place: an observer whose root is shrunk to just that. */
  function buildFence() {
    fence?.disconnect();
    const element = target?.parts[0]?.element;
    if (!element) return;
    const { left, top, right, bottom } = boxInView(element);
    const { clientWidth, clientHeight } = html();
    const inset = [top, clientWidth - right, clientHeight - bottom, left];
    fence = new IntersectionObserver(placeSoon, {
      rootMargin: inset.map((edge) => `${-Math.floor(edge)}px`).join(" "),
      threshold: 0.99,
    });
    fence.observe(element);
  }

  /**
   * @param {Rect | null} box the target and what is watched beside it, where it is ringed
   * @param {Rect} view
   * @param {boolean} above whether the target is above the window
   */
  function placeCallout(box, view, above) {
    callout.hidden = false;
    callout.style.width = `min(22.86em, ${view.width - 2 * GAP}px)`;
    callout.style.height = "auto";
    const size = callout.getBoundingClientRect();
    const rightToLeft = getComputedStyle(html()).direction === "rtl";
    const at = box ? placeBeside(grown(box, RING_GAP), size, view, rightToLeft) : placeAtEdge(size, view, above);
    // Rather no words than words on top of the switch.
    callout.hidden = !at;
    if (at) put(callout, at);
    // Words that scroll can be scrolled by keyboard.
    lines.tabIndex = lines.scrollHeight > lines.clientHeight ? 0 : -1;
  }

  const covers = () => isCovered(target, host);

  /**
   * Whether a modal dialog, or what the page has made of <body>, leaves ours without clicks and focus; or
   * a press on ours would close the layer that holds the target.
   */
  function isInert() {
    const closes = "dialog:modal,:popover-open:not([popover=manual i])";
    return host.closest("[inert]") !== null || below.some((layer) => layer.matches(closes));
  }

  /** @param {MouseEvent} event */
  function press(event) {
    // A click by the keyboard, or by a screen reader, has no place.
    const hit = event.detail === 0 ? root.activeElement : root.elementFromPoint(event.clientX, event.clientY);
    if (hit === scroll) scrollToTarget();
    if (hit === reload) on.reload();
    if (hit === dismiss) on.dismiss();
  }

  function scrollToTarget() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target?.parts[0].element.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  }

  const isInSight = () => host.isConnected && !callout.hidden;
  // Escape first: where the focus is in the callout, the presses that follow keep the key from all others.
  onSpareEscape(isInSight, on.dismiss, listen);
  takePresses(host, press, () => (isInSight() && isInert() ? callout.getBoundingClientRect() : null), listen.signal);
  root.addEventListener("focusin", (event) => (focused = /** @type {HTMLElement} */ (event.target)));
  // Chromium says so too while the host is being removed: a task later one can tell.
  root.addEventListener("focusout", () =>
    setTimeout(() => {
      if (host.isConnected && !root.activeElement) focused = null;
    }),
  );
  for (const sign of "scroll resize toggle fullscreenchange transitionrun animationstart".split(" "))
    addEventListener(sign, placeSoon, listen);
  for (const sign of ["scroll", "resize"]) visualViewport?.addEventListener(sign, placeSoon, listen);

  return {
    show(next, guide) {
      target = next;
      guidance = guide;
      placeSoon();
    },
    check: placeSoon,
    covers,
    hide() {
      fence?.disconnect();
      target = guidance = focused = null;
      placed = "";
      // Only what the page takes away is put back with patience.
      mendedAt = -Infinity;
      ring.hidden = callout.hidden = true;
      setLines(lines, []);
      host.remove();
    },
  };
}

/** What a person has in sight of the window, also of one that two fingers have made larger. */
function windowInSight() {
  const { offsetLeft: left, offsetTop: top, width, height } = /** @type {VisualViewport} */ (visualViewport);
  return rect(left, top, left + width, top + height);
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
  for (const element of all(document, "html > div[popover], body > div[popover]")) {
    /** Only there, and for extensions alone, is there this property. @type {ShadowRoot | null | undefined} */
    const root = /** @type {any} */ (element).openOrClosedShadowRoot;
    if (root?.querySelector(".ring + div > .callout")) element.remove();
  }
}
