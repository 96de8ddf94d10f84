// What each control has shown so far in this document, and what the person did: the facts that
// a page does not tell. A control that the page replaces goes on with what is known of the old.
import { isChosen, isShownBeside, stateOf } from "./controls.js";

/** The keys that set a control; with others a person gets about, or types. */
const SETTING_KEYS = /^(Enter|Arrow| )/;
/** So many controls that have gone are remembered. */
const MOST_GONE = 100;

/**
 * @param {() => number} inView how long the document has been in view, in milliseconds
 * @returns {Memory}
 */
export function createMemory(inView) {
  /** @type {Map<EventTarget, Track>} */
  const tracks = new Map();
  /** What the person touched before it was known, and when. @type {WeakMap<EventTarget, number>} */
  const touchedEarly = new WeakMap();
  /** When the person did anything last: by the wall clock, and in view. @type {{ at: number, seen: number } | null} */
  let input = null;

  /**
   * @param {Element} element
   * @param {boolean} parsed
   * @returns {Track}
   */
  function begin(element, parsed = element.ownerDocument.readyState === "loading") {
    const now = inView();
    return {
      identity: "",
      leftOver: false,
      parsed,
      shown: "",
      firstSeen: now,
      shownSince: now,
      quietSince: now,
      quietBefore: 0,
      changes: 0,
      since: Date.now(),
      priorSince: null,
      touchedAt: touchedEarly.get(element) ?? null,
      inputAt: null,
      alert: false,
    };
  }

  return {
    keep(controls, identityOf) {
      const present = new Set(controls.map(({ element }) => /** @type {EventTarget} */ (element)));
      for (const control of controls) {
        const { element } = control;
        const identity = identityOf(control);
        if (!tracks.has(element)) {
          // Of the same identity, and gone: pages replace a switch while it is saved.
          const [old, inherited] = [...tracks].find(([other, track]) => identity !== "" && track.identity === identity && !present.has(other)) ?? [];
          if (old) tracks.delete(old);
          tracks.set(element, inherited ?? begin(element));
        }
        this.identify(element, identity);
      }
      const gone = [...tracks.keys()].filter((element) => !present.has(element));
      for (const element of gone.slice(MOST_GONE)) tracks.delete(element);
    },
    identify(element, identity) {
      const track = tracks.get(element);
      if (track) track.identity = identity;
    },
    read(control) {
      const track = tracks.get(control.element) ?? begin(control.element);
      tracks.set(control.element, track);
      // Its state, or the number of the option chosen.
      const shown = control.parts.length > 0 ? String(control.parts.findIndex(isChosen)) : stateOf(control);
      if (shown === track.shown) return track;
      const now = inView();
      if (track.shown !== "") {
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
    stir(element) {
      const track = tracks.get(element);
      if (track) track.quietSince = inView();
    },
    lookBeside({ element }) {
      const track = tracks.get(element);
      if (!track) return;
      track.alert ||= isShownBeside(element, "[role=alert]");
      // A page that is still loading may fill the switch in last.
      if (isShownBeside(element, "[role=progressbar]:not([aria-valuenow])")) track.quietSince = inView();
    },
    note(event) {
      if (event instanceof KeyboardEvent && !SETTING_KEYS.test(event.key)) return;
      const now = Date.now();
      const touched = event.composedPath().map(controlAt);
      const track = touched.map((node) => tracks.get(node)).find((known) => known);
      if (track) track.touchedAt = now;
      else {
        input = { at: now, seen: inView() };
        for (const node of touched) touchedEarly.set(node, now);
      }
    },
    noteParsed(elements) {
      for (const element of elements) if (!tracks.has(element)) tracks.set(element, begin(element, true));
    },
    moveOn() {
      // What the person did there was done to another setting, though the node may be the same.
      for (const [element, { parsed }] of tracks) {
        tracks.set(element, { ...begin(/** @type {Element} */ (element), parsed), leftOver: true, touchedAt: null });
      }
    },
  };
}

/**
 * What a click on `node` acts on: of a label, its control.
 *
 * @param {EventTarget} node
 * @returns {EventTarget}
 */
function controlAt(node) {
  return (/** @type {Partial<HTMLLabelElement>} */ (node).localName === "label" && /** @type {HTMLLabelElement} */ (node).control) || node;
}
