// What each control has shown so far in this document, and what the person did: the facts that
// a page does not tell. A control that the page replaces goes on with what is known of the old.
import { differsFromMarkup, isChosen, isShownBeside, mainAround, stateOf } from "./controls.js";
import { rowOf, targetsOf } from "./visible-parts.js";

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
    const now = inView();
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
      progress: false,
    };
  }

  /** @param {Control} control */
  function trackOf({ element, parts }) {
    const track = tracks.get(element) ?? begin(element, tracks.get(parts[0]));
    tracks.set(element, track);
    return track;
  }

  return {
    keep(controls, identityOf) {
      const identities = new Map(
        controls.map((control) => [/** @type {EventTarget} */ (control.element), identityOf(control)]),
      );
      const before = new Map(tracks);
      for (const control of controls) {
        const { element } = control;
        const identity = identities.get(element) ?? "";
        // Pages replace a switch while it is saved, and use its node for another setting.
        const isOther = before.get(element)?.identity !== identity;
        /** @param {[EventTarget, Track]} kept */
        const isFormer = ([other, track]) => track.identity === identity && identities.get(other) !== identity;
        const [former, inherited] = (isOther && identity && [...before].find(isFormer)) || [];
        if (former && tracks.get(former) === inherited) tracks.delete(former);
        if (inherited) tracks.set(element, inherited);
        // A page that builds its switch anew has not come to rest.
        if (inherited || !tracks.has(element)) trackOf(control).quietSince = inView();
        this.identify(element, identity);
      }
      const gone = [...tracks.keys()].filter((element) => !identities.has(element));
      for (const element of gone.slice(MOST_GONE)) tracks.delete(element);
    },
    identify(element, identity) {
      const track = tracks.get(element);
      if (track) track.identity = identity;
    },
    read(control) {
      const { element, parts } = control;
      const track = trackOf(control);
      // Its state, or the number of the option chosen.
      const shown = parts.length > 0 ? String(parts.findIndex(isChosen)) : stateOf(control);
      if (shown === track.shown) return track;
      const now = inView();
      if (track.shown === "") {
        // It may be what the person did in its row before.
        track.touchedAt ??= touchedEarly.get(element) ?? (input && touchedEarly.get(rowOf(element))) ?? null;
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
    noteRowChange(element) {
      const track = tracks.get(element);
      if (track) track.quietSince = inView();
    },
    noteBeside({ element }) {
      const track = tracks.get(element);
      if (!track) return;
      // Most pages show their errors outside the main content.
      track.alert ||= isShownBeside(element.ownerDocument, "[role=alert],[aria-live=assertive]");
      // A page that is still loading may fill the switch in last.
      track.progress = isShownBeside(mainAround(element), "[role=progressbar]:not([aria-valuenow])");
      if (track.progress) track.quietSince = inView();
    },
    note(event, watched) {
      if (event instanceof KeyboardEvent && !SETTING_KEYS.test(event.key)) return;
      const now = Date.now();
      const path = event.composedPath();
      const touched = path.map(controlAt);
      // Many pages flip it for a press on what is drawn of it.
      touched.push(...watched.filter((control) => targetsOf(control).some((it) => path.includes(it))));
      // All of them: radio buttons are known beside the group that they are in.
      const known = touched.flatMap((node) => tracks.get(node) ?? []);
      for (const track of known) track.touchedAt = now;
      if (!known.length) {
        input = { at: now, seen: inView() };
        for (const node of touched) touchedEarly.set(node, now);
      }
    },
    noteParsed(elements) {
      for (const element of elements) {
        const track = tracks.get(element) ?? begin(element);
        // By now the browser has put back what it puts back.
        track.differs = differsFromMarkup(element);
        track.parsed = true;
        tracks.set(element, track);
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

/**
 * What a click on `node` acts on: of a label, its control.
 *
 * @param {EventTarget} node
 * @returns {EventTarget}
 */
function controlAt(node) {
  const { localName, control } = /** @type {HTMLLabelElement} */ (node);
  return (localName === "label" && control) || node;
}
