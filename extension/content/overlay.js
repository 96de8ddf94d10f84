// The ring and the callout: one element at the end of <html>, in the top
// layer, with a closed shadow root. Nothing of the page is touched, no focus
// is taken, nothing is scrolled unless a person presses the button for it.
import { followElement } from "./follow.js";
import style from "./overlay.css";
import { placeAtEdge, placeBeside } from "./place.js";
import { isPartOf } from "./visible-parts.js";
import { all, boxInView, elementAt, holds, html } from "./tree.js";

/** Room between what is ringed and the ring, in CSS pixels. */
const RING_GAP = 5;
/** How often the overlay is put back when the page takes it away. */
const MOST_REPAIRS = 20;
/** What is smaller than this, in CSS pixels, cannot be seen. */
const LEAST = 4;
/** How many parts of one control are followed: they move together. */
const MOST_FOLLOWED = 2;

/**
 * Makes the overlay, which shows nothing yet.
 *
 * @param {OverlayEvents} on
 * @returns {Overlay}
 */
export function createOverlay(on) {
  const host = document.createElement("div");
  host.popover = "manual";
  const root = host.attachShadow({ mode: "closed" });
  const sheet = make("style", "", style);

  const ring = make("div", "ring");
  const callout = make("div", "callout");
  callout.setAttribute("role", "status");
  // Only what changes is read out, not the buttons each time.
  callout.setAttribute("aria-atomic", "false");
  callout.lang = chrome.i18n.getMessage("languageTag");
  // Not the page's, and not the browser's: it can have a language that we do not have.
  callout.dir = chrome.i18n.getMessage("languageDirection");
  const name = make("p", "name", chrome.i18n.getMessage("extensionName"));
  const lines = make("div", "lines");
  const actions = make("div", "actions");
  const scroll = button("scroll", "calloutScroll", () => scrollToTarget());
  const reload = button("reload", "calloutReload", on.reload);
  const dismiss = button("dismiss", "calloutDismiss", on.dismiss);
  dismiss.setAttribute("aria-label", dismiss.textContent ?? "");
  dismiss.textContent = "×";
  for (const quiet of [actions, dismiss]) quiet.setAttribute("aria-live", "off");
  actions.append(scroll, reload);
  callout.append(name, lines, actions, dismiss);
  root.append(sheet, ring, callout);
  ring.hidden = callout.hidden = true;

  /** @type {OverlayTarget | null} */
  let target = null;
  /** @type {AbortController | null} */
  let following = null;
  let says = false;
  /** What ring and callout were placed for last. */
  let placed = "";
  let repairs = 0;

  /** Puts ring and callout where the target is now. */
  function place() {
    if (!host.isConnected) return;
    const view = { width: html().clientWidth, height: innerHeight };
    const box = target && isThere(target) ? boxAround(target.parts) : null;
    const inView = box !== null && isInView(box, view) && isInFront(box);
    // A ring around what something else covers would be around that.
    const covered = box !== null && !inView && modalOver();
    // To measure and move what is right already would cost the page a layout each second.
    const now = JSON.stringify([box, view, inView, covered, says, reload.hidden, lines.textContent]);
    if (now === placed) return;
    placed = now;
    scroll.hidden = box === null || inView;
    actions.hidden = scroll.hidden && reload.hidden;
    ring.hidden = !inView;
    callout.hidden = !says || covered || (box !== null && box.width < LEAST);
    // A target that has gone takes the callout with it, one that never was does not.
    const gone = target !== null && box === null;
    callout.classList.toggle("away", gone);
    if (gone) return;
    if (box && inView) {
      ring.style.left = `${box.left - RING_GAP}px`;
      ring.style.top = `${box.top - RING_GAP}px`;
      ring.style.width = `${box.width + 2 * RING_GAP}px`;
      ring.style.height = `${box.height + 2 * RING_GAP}px`;
    }
    if (!callout.hidden) placeCallout(inView ? box : null, view, box !== null && box.bottom < 0);
  }

  /** What has moved may also have changed its shape: another part may be what is seen. */
  function moved() {
    place();
    on.moved();
  }

  /** Whether a click in the middle of `box` would reach the target. @param {Rect} box */
  function isInFront(box) {
    const x = clampTo((box.left + box.right) / 2, html().clientWidth);
    const y = clampTo((box.top + box.bottom) / 2, innerHeight);
    const hit = elementAt(x, y);
    if (!target || !hit) return false;
    // What is ours moves out of the way of the ring.
    if (hit === host) return true;
    const near = target.parts.some((part) => holds(part, hit) || holds(hit, part));
    return near || isPartOf(hit, target.control);
  }

  /** Whether a modal dialog is open that the target is not in. */
  function modalOver() {
    return all(document, ":modal", 5).some((modal) => target !== null && !holds(modal, target.control));
  }

  /**
   * @param {Rect | null} box the target, where it is ringed
   * @param {{width: number, height: number}} view
   * @param {boolean} above whether the target is above the window
   */
  function placeCallout(box, view, above) {
    const rightToLeft = getComputedStyle(html()).direction === "rtl";
    const gap = RING_GAP;
    const ringed = box && { left: box.left - gap, top: box.top - gap, right: box.right + gap, bottom: box.bottom + gap };
    for (const compact of [false, true]) {
      callout.classList.toggle("compact", compact);
      const { width, height } = callout.getBoundingClientRect();
      const size = { width, height };
      const at = ringed ? placeBeside(ringed, size, view, rightToLeft) : placeAtEdge(size, view, above);
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
    target?.parts[0].scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  }

  /** Keeps the overlay the last child of <html>, and open. */
  function attach() {
    if (html().lastElementChild !== host) {
      if (repairs++ >= MOST_REPAIRS) return host.remove();
      html().append(host);
      if (endsAtOnce()) hideAfterTheEnd();
    }
    if (!host.matches(":popover-open")) host.showPopover();
  }

  /**
   * Firefox ends a content script at once when its extension is switched off, and
   * leaves the nodes it made. It takes the extension's style sheets away: once
   * there is one that keeps ring and callout in sight, they hide themselves.
   */
  async function hideAfterTheEnd() {
    const name = crypto.randomUUID();
    if (callout.classList.contains("mortal") || !(await on.stayInSight(name))) return;
    for (const part of [ring, callout]) part.classList.add("mortal", name);
  }

  /**
   * Takes ring and callout out of sight until the next look, which is soon. The
   * words stay for screen readers, which would read all of them out again when
   * they come back: on a page that builds itself anew, time after time.
   */
  function drop() {
    forget();
    ring.hidden = true;
    callout.classList.add("away");
  }

  function forget() {
    following?.abort();
    following = target = null;
    says = false;
    placed = "";
  }

  return {
    show(next, guidance) {
      if (!isSame(next, target)) {
        following?.abort();
        following = next ? new AbortController() : null;
        for (const part of next?.parts.slice(0, MOST_FOLLOWED) ?? []) {
          if (following) followElement(part, moved, following.signal);
        }
        target = next;
      }
      says = guidance.lines.length > 0;
      reload.hidden = !guidance.reload;
      setLines(lines, guidance.lines);
      attach();
      place();
    },
    drop,
    keep() {
      if (host.isConnected || says || target) attach();
    },
    hide() {
      forget();
      // Only what the page takes away is put back a number of times.
      repairs = 0;
      ring.hidden = callout.hidden = true;
      host.remove();
    },
  };
}

/** @param {OverlayTarget} target */
function isThere(target) {
  return target.parts.every((part) => part.isConnected);
}

/**
 * @param {OverlayTarget | null} one
 * @param {OverlayTarget | null} other
 */
function isSame(one, other) {
  const parts = other?.parts ?? [];
  return one?.control === other?.control && one?.parts.length === parts.length && one.parts.every((part, index) => part === parts[index]);
}

/**
 * The box around all of `parts`, in the window.
 *
 * @param {Element[]} parts
 * @returns {Rect}
 */
function boxAround(parts) {
  const boxes = parts.map(boxInView);
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { left, top, right, bottom, width: right - left, height: bottom - top };
}

/**
 * Whether enough of `box` is inside the window for a ring to be of use.
 *
 * @param {Rect} box
 * @param {{width: number, height: number}} view
 */
function isInView(box, view) {
  const width = Math.min(box.right, view.width) - Math.max(box.left, 0);
  const height = Math.min(box.bottom, view.height) - Math.max(box.top, 0);
  return box.width >= LEAST && box.height >= LEAST && width > 0 && height > 0 && width * height >= (box.width * box.height) / 2;
}

/**
 * @param {number} value
 * @param {number} most
 */
function clampTo(value, most) {
  return Math.max(0, Math.min(value, most - 1));
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

/** Whether this is Firefox: only there, and for extensions alone, is there this property. */
function endsAtOnce() {
  return "openOrClosedShadowRoot" in Element.prototype;
}

/**
 * Takes away what an earlier copy of the extension left on this page: Firefox
 * starts the new one beside the old one's nodes.
 */
export function sweepOverlays() {
  if (!endsAtOnce()) return;
  for (const element of all(document, "html > div[popover]")) {
    /** @type {ShadowRoot | null | undefined} */
    const root = /** @type {any} */ (element).openOrClosedShadowRoot;
    if (root?.querySelector(".ring") && root.querySelector(".callout")) element.remove();
  }
}
