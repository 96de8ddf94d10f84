// What each control has shown so far in this document, and what the person did: the facts that
// a page does not tell. A control that the page replaces goes on with what is known of the old.
import { differsFromMarkup, isChosen, isLink, isShownBeside, stateOf } from "./controls.js";
import { rowOf, targetsOf, visibleParts } from "./visible-parts.js";

/** Of more controls than this, those that have gone are forgotten. */
const MOST_TRACKS = 100;

/**
 * @param {() => number} clock how long the document has been in view, in milliseconds
 * @returns {Memory}
 */
export function createMemory(clock) {
  /** @type {Map<EventTarget, Track>} */
  const tracks = new Map();
  /**
   * What the person touched before it was known, with what is around it, and when.
   *
   * @type {WeakMap<EventTarget, number>}
   */
  let touchedEarly = new WeakMap();
  /** When the person did anything last: by the wall clock, and in view. @type {{ at: number, seen: number } | null} */
  let input = null;

  /**
   * @param {Element} element
   * @param {Track} [known] what is known from the parser of it, or of a radio button in it
   * @returns {Track}
   */
  function begin(element, known) {
    const now = clock();
    return {
      identity: "",
      leftOver: false,
      parsed: known?.parsed ?? element.ownerDocument.readyState === "loading",
      differs: known?.differs ?? false,
      shown: "",
      firstSeen: now,
      shownSince: now,
      quietSince: now,
      quietBefore: 0,
      changes: 0,
      since: Date.now(),
      priorSince: null,
      touchedAt: null,
      inputAt: null,
      alert: false,
    };
  }

  /** @param {Pick<Control, "element" | "parts">} control */
  function trackOf({ element, parts }) {
    const track = tracks.get(element) ?? begin(element, tracks.get(parts[0]));
    tracks.set(element, track);
    return track;
  }

  return {
    keep(found, identityOf) {
      const controls = found.filter((control) => !isLink(control));
      /** @type {Map<EventTarget, string>} */
      const identities = new Map(controls.map((control) => [control.element, identityOf(control)]));
      const before = new Map(tracks);
      for (const control of controls) {
        const { element } = control;
        const identity = identities.get(element) ?? "";
        if (before.get(element)?.identity === identity) continue;
        // Pages replace a switch while it is saved, and use its node for another setting.
        /** @param {[EventTarget, Track]} kept */
        const isFormer = ([other, track]) => track.identity === identity && identities.get(other) !== identity;
        const [former, track] = /** @type {any[]} */ ((identity && [...before].find(isFormer)) || []);
        if (track) {
          if (tracks.get(former) === track) tracks.delete(former);
          tracks.set(element, track);
          // A page that builds its switch anew has not come to rest.
          track.quietSince = clock();
        }
        trackOf(control).identity = identity;
      }
      for (const element of tracks.keys()) {
        if (tracks.size > MOST_TRACKS && !identities.has(element)) tracks.delete(element);
      }
    },
    identify(control, identity) {
      trackOf(control).identity = identity;
    },
    read(control) {
      const { element, parts } = control;
      const track = trackOf(control);
      // Its state, or the number of the option chosen.
      const shown = parts.length ? String(parts.findIndex(isChosen)) : stateOf(control);
      if (shown === track.shown) return track;
      const now = clock();
      if (track.shown === "") {
        // It may be what the person did in its row before.
        track.touchedAt ??= touchedEarly.get(element) ?? touchedEarly.get(rowOf(element)) ?? null;
      } else {
        track.priorSince = track.since;
        track.changes++;
        track.quietBefore = Math.max(track.quietBefore, now - track.quietSince);
        // What led to this page says nothing of what it fills in.
        track.inputAt = input && input.seen >= track.firstSeen ? input.at : null;
        track.since = Date.now();
      }
      track.shown = shown;
      track.shownSince = track.quietSince = now;
      return track;
    },
    noteBeside(control) {
      const track = trackOf(control);
      track.alert ||= isShownBeside(control, "[role=alert],[aria-live=assertive]");
      // A page that is still loading may fill the switch in last.
      if (isShownBeside(control, "[role=progressbar]:not([aria-valuenow])")) track.quietSince = clock();
    },
    note(event, watched) {
      const { key } = /** @type {KeyboardEvent} */ (event);
      // With other keys than these, which set a control, a person gets about, or types.
      if (key && !/^(Enter|Arrow| )/.test(key)) return;
      const now = Date.now();
      const path = event.composedPath();
      // A click on a label acts on its control.
      const touched = path.map((node) => /** @type {HTMLLabelElement} */ (node).control ?? node);
      // Many pages flip it for a press on what is drawn of it.
      for (const control of watched) {
        if (targetsOf(control, visibleParts(control)).some((it) => path.includes(it))) touched.push(control.element);
      }
      // All of them: radio buttons are known beside the group that they are in.
      const known = touched.flatMap((node) => tracks.get(node) ?? []);
      for (const track of known) track.touchedAt = now;
      if (!known.length) {
        input = { at: now, seen: clock() };
        for (const node of touched) touchedEarly.set(node, now);
      }
    },
    noteParsed(elements) {
      for (const element of elements) {
        const track = trackOf({ element, parts: [] });
        // By now the browser has put back what it puts back.
        track.differs = differsFromMarkup(element);
        track.parsed = true;
      }
    },
    moveOn() {
      touchedEarly = new WeakMap();
      // What the person did there was done to another setting, though the node may be the same.
      for (const [element, track] of tracks) {
        tracks.set(element, { ...begin(/** @type {Element} */ (element), track), leftOver: true });
      }
    },
  };
}
