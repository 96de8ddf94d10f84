// The ring and the callout: one element at the end of <html>, in the top
// layer, with a closed shadow root. Nothing of the page is touched, no focus
// is taken, nothing is scrolled unless a person presses the button for it.
"use strict";

/** Room between what is ringed and the ring, in CSS pixels. */
const RING_GAP = 5;
/** How often the overlay is put back when the page takes it away. */
const MOST_REPAIRS = 20;
/** How long the overlay stays when nothing winds the watchdog, in milliseconds. */
const WATCHDOG = 2500;

const OVERLAY_STYLE = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 !important;
  width: auto !important;
  height: auto !important;
  border: 0 !important;
  background: none !important;
  overflow: visible !important;
  pointer-events: none !important;
  color-scheme: light dark !important;
  font: 14px/1.45 system-ui, sans-serif !important;
}
:host(:not(:popover-open)) { display: none !important; }
[hidden] { display: none !important; }
.ring {
  position: fixed;
  box-sizing: border-box;
  border: 3px solid #0f766e;
  border-radius: 10px;
  outline: 2px solid #fff;
  box-shadow: 0 0 0 6px rgb(15 118 110 / 35%);
}
.callout {
  position: fixed;
  box-sizing: border-box;
  width: min(320px, 100vw - 24px);
  padding: 12px 14px;
  border: 1px solid light-dark(#9fb3b1, #4a6361);
  border-radius: 10px;
  background: light-dark(#fff, #14201f);
  color: light-dark(#12201f, #e8f1f0);
  box-shadow: 0 6px 24px rgb(0 0 0 / 28%);
}
.name { margin: 0; padding-inline-end: 28px; font-size: 12px; color: light-dark(#0b5f58, #7fd6cc); }
.line { margin: 4px 0 0; overflow-wrap: anywhere; }
.line:first-of-type { font-weight: 600; }
.compact .line:not(:first-of-type) { display: none; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 10px; }
button {
  pointer-events: auto;
  font: inherit;
  min-height: 32px;
  padding: 4px 12px;
  border: 1px solid light-dark(#0b5f58, #7fd6cc);
  border-radius: 8px;
  background: light-dark(#0b5f58, #7fd6cc);
  color: light-dark(#fff, #0c1b1a);
  cursor: pointer;
}
button:focus-visible { outline: 3px solid light-dark(#1d4ed8, #93c5fd); outline-offset: 2px; }
.dismiss {
  position: absolute;
  inset-block-start: 6px;
  inset-inline-end: 6px;
  width: 28px;
  min-height: 28px;
  padding: 0;
  border-color: transparent;
  background: none;
  color: inherit;
  font-size: 18px;
  line-height: 1;
}
@media (prefers-reduced-motion: no-preference) {
  .ring { animation: breathe 1.2s ease-in-out 2; }
  @keyframes breathe { 50% { box-shadow: 0 0 0 12px rgb(15 118 110 / 12%); } }
}
@media (forced-colors: active) {
  .ring { border-color: Highlight; outline-color: Canvas; }
  .callout { border: 2px solid CanvasText; background: Canvas; color: CanvasText; }
  .name { color: CanvasText; }
}
`;

/**
 * Makes the overlay, which shows nothing yet.
 *
 * @param {{reload: () => void, dismiss: () => void}} on what the callout's buttons do
 * @returns {Overlay}
 */
function createOverlay(on) {
  const host = document.createElement("div");
  host.popover = "manual";
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = OVERLAY_STYLE;

  const ring = make("div", "ring");
  const callout = make("div", "callout");
  callout.setAttribute("role", "status");
  // Only what changes is read out, not the buttons each time.
  callout.setAttribute("aria-atomic", "false");
  callout.lang = chrome.i18n.getMessage("languageTag");
  const name = make("p", "name", chrome.i18n.getMessage("extensionName"));
  const lines = make("div", "lines");
  const actions = make("div", "actions");
  const scroll = button("scroll", "calloutScroll", () => scrollToTarget());
  const reload = button("reload", "calloutReload", on.reload);
  const dismiss = button("dismiss", "calloutDismiss", on.dismiss);
  dismiss.setAttribute("aria-label", dismiss.textContent ?? "");
  dismiss.textContent = "×";
  actions.append(scroll, reload);
  callout.append(name, lines, actions, dismiss);
  root.append(style, ring, callout);
  ring.hidden = callout.hidden = true;
  const fade = [{ visibility: "visible" }, { visibility: "hidden" }];
  const watchdogs = [ring, callout].map((part) => part.animate(fade, { delay: WATCHDOG, duration: 1, fill: "forwards" }));

  /** @type {Element | null} */
  let target = null;
  /** @type {AbortController | null} */
  let following = null;
  let says = false;
  let repairs = 0;

  /** Puts ring and callout where the target is now. Reads layout once, then writes. */
  function place() {
    if (!host.isConnected) return;
    const box = target?.isConnected ? target.getBoundingClientRect() : null;
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    const inView = box !== null && isInView(box, view);
    scroll.hidden = box === null || inView;
    actions.hidden = scroll.hidden && reload.hidden;
    ring.hidden = !inView;
    // A target that has gone takes the callout with it, one that never was does not.
    callout.hidden = !says || (target !== null && (box === null || box.width === 0));
    if (box && inView) {
      ring.style.left = `${box.left - RING_GAP}px`;
      ring.style.top = `${box.top - RING_GAP}px`;
      ring.style.width = `${box.width + 2 * RING_GAP}px`;
      ring.style.height = `${box.height + 2 * RING_GAP}px`;
    }
    if (!callout.hidden) placeCallout(inView ? ring.getBoundingClientRect() : null, box, view);
  }

  /**
   * @param {DOMRect | null} around the ring, where it is shown
   * @param {DOMRect | null} box the target, where there is one
   * @param {{width: number, height: number}} view
   */
  function placeCallout(around, box, view) {
    const rightToLeft = getComputedStyle(document.documentElement).direction === "rtl";
    for (const compact of [false, true]) {
      callout.classList.toggle("compact", compact);
      const { width, height } = callout.getBoundingClientRect();
      const size = { width, height };
      const at = around ? placeBeside(around, size, view, rightToLeft) : placeAtEdge(size, view, box !== null && box.bottom < 0);
      if (at) {
        callout.style.left = `${at.left}px`;
        callout.style.top = `${at.top}px`;
        return;
      }
    }
    // Rather no words than words on top of the switch.
    callout.hidden = true;
  }

  function scrollToTarget() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target?.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  }

  /** Keeps the overlay the last child of <html>, and open. */
  function attach() {
    if (document.documentElement.lastElementChild !== host) {
      if (repairs++ >= MOST_REPAIRS) return host.remove();
      document.documentElement.append(host);
    }
    if (!host.matches(":popover-open")) host.showPopover();
    // Firefox ends a content script at once when its extension is switched off,
    // and leaves the nodes it made: without winding, they disappear.
    for (const watchdog of watchdogs) watchdog.currentTime = 0;
  }

  return {
    show(element, guidance) {
      if (element !== target) {
        following?.abort();
        following = element ? new AbortController() : null;
        target = element;
        if (element && following) followElement(element, place, following.signal);
      }
      says = guidance.lines.length > 0;
      reload.hidden = !guidance.reload;
      setLines(lines, guidance.lines);
      attach();
      place();
    },
    keep() {
      if (host.isConnected || says || target) {
        attach();
        place();
      }
    },
    hide() {
      following?.abort();
      following = target = null;
      says = false;
      ring.hidden = callout.hidden = true;
      host.remove();
    },
  };
}

/**
 * Whether enough of `box` is inside the window for a ring to be of use.
 *
 * @param {DOMRect} box
 * @param {{width: number, height: number}} view
 */
function isInView(box, view) {
  const width = Math.min(box.right, view.width) - Math.max(box.left, 0);
  const height = Math.min(box.bottom, view.height) - Math.max(box.top, 0);
  return box.width > 0 && box.height > 0 && width > 0 && height > 0 && width * height >= (box.width * box.height) / 2;
}

/**
 * Sets the text only where it differs, so that a screen reader hears it once.
 *
 * @param {Element} list
 * @param {import("../messages").Line[]} lines
 */
function setLines(list, lines) {
  const texts = lines.map(({ key, args }) => chrome.i18n.getMessage(key, args));
  const old = Array.from(list.children, (line) => line.textContent);
  if (texts.length === old.length && texts.every((text, index) => text === old[index])) return;
  list.replaceChildren(...texts.map((text) => make("p", "line", text)));
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/**
 * @param {string} className
 * @param {string} key the message on it
 * @param {() => void} press
 */
function button(className, key, press) {
  const element = make("button", className, chrome.i18n.getMessage(key));
  element.setAttribute("type", "button");
  element.addEventListener("click", (event) => event.isTrusted && press());
  return element;
}

/**
 * Takes away what an earlier copy of the extension left on this page. Only
 * Firefox needs it: it ends the old copy at once and starts the new one beside
 * its nodes. Only Firefox has this property, for extensions alone.
 */
function sweepOverlays() {
  for (const element of document.querySelectorAll("html > div[popover]")) {
    /** @type {ShadowRoot | null | undefined} */
    const root = /** @type {any} */ (element).openOrClosedShadowRoot;
    if (root?.querySelector(".ring") && root.querySelector(".callout")) element.remove();
  }
}
