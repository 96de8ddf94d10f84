// Facts: what is on the page, without any judgement. Keeps, for the life of
// the document, what is needed to tell a change of a switch from a page that
// is still being put together.
import { CONTROLS, controlsOf, isChosen, isInMain, keysOf, labelOf, optionsOf, sourcesOf, stateOf, withKeys } from "./controls.js";
import { MOST_FRAMES, all, findShadowRoots, holds, html, insideOf } from "./tree.js";
import { isVisible, visibleParts } from "./visible-parts.js";

/** How long a state must hold before it is steady, in milliseconds. */
export const STEADY_AFTER = 500;
/** How long after a person touched a switch its change counts as theirs, in milliseconds. */
const TOUCH_LASTS = 1000;
/** Limits to what is told and remembered of a page, however large it is; what is left out is said. */
const MOST_SWITCHES = 500;
const MOST_TRACKS = 2000;
/** With more switches than these, what takes long to find out is remembered for a while. */
const FEW_SWITCHES = 50;
const REMEMBERED = 10_000;
/** The same where the last look did not get to all of them: those come before a second time. */
const REMEMBERED_BEHIND = 60_000;
const MOST_LINKS = 100;
/** In characters; what leads to a setting has fewer than a hundred. */
const LONGEST_ADDRESS = 1000;
const LONGEST_LANGUAGE = 35;
/** What one look spends on that at most, in milliseconds; the next look goes on from there. */
const MOST_TIME = 10;
/** How often the page is searched for shadow roots at most, in milliseconds. */
const SEARCH_EVERY = 1000;

const LINKS = 'a[href*="/mypreferences/" i],a[href*="/psettings/" i]';
const PASSWORDS = 'input[type="password" i]';
/** All that is looked for, so that the browser walks the page once. */
const ANYTHING = [CONTROLS, LINKS, PASSWORDS, "iframe"].join();
/** So much of it is taken from one tree. */
const MOST_FOUND = 2000;

/**
 * @param {(root: Node) => void} rootFound called for each tree, before it is looked into
 * @param {AbortSignal} signal
 * @returns {FactsCollector}
 */
export function collectFacts(rootFound, signal) {
  const loadedAt = loadOfThisDocument();
  /**
   * What the last look found, by its place there. A page that renders itself
   * anew then tells the same, and what is known of it still holds.
   * @type {Element[]}
   */
  let elements = [];
  /**
   * What is known of each of them, and of what an earlier look found that is still on the page.
   * Not a WeakMap: what a page that never rests makes and throws away stays in one until the
   * browser collects garbage, and made that take over 60 ms.
   * @type {Map<Element, Known>}
   */
  let known = new Map();
  /** What each switch showed, by what identifies it: pages replace elements. @type {Map<string, Track>} */
  const tracks = new Map();
  /** @type {{element: Element, at: number} | null} */
  let touched = null;
  /** What a person touched before it was known, and when. @type {WeakMap<EventTarget, number>} */
  const touchedEarly = new WeakMap();
  /** @type {Set<WeakRef<ShadowRoot>>} */
  const shadowRoots = new Set();
  let searchedAt = -Infinity;
  let inTime = true;
  let steady = true;

  /**
   * Looks through one tree; the iframes in the document lead to others.
   *
   * @param {Node} root
   * @param {string[]} preferred
   * @param {Sight} sight what was found so far
   */
  function lookThrough(root, preferred, sight) {
    rootFound(root);
    const found = all(root, ANYTHING, MOST_FOUND + 1);
    const allLinks = found.filter((element) => element.localName === "a" && element.matches(LINKS));
    const links = allLinks.filter((link) => String(link.getAttribute("href")).length <= LONGEST_ADDRESS);
    const candidates = found.filter((element) => element.matches(CONTROLS));
    // What is left out shall not be what is looked for.
    const cut = found.length > MOST_FOUND;
    const first = cut || candidates.length > FEW_SWITCHES ? withKeys(root, preferred) : [];
    const controls = controlsOf([...new Set([...first, ...candidates])].slice(0, MOST_SWITCHES + 1));
    sight.controls.push(...controls);
    sight.links.push(.../** @type {HTMLAnchorElement[]} */ (links));
    sight.asksPassword ||= cut ? all(root, PASSWORDS, 1).length > 0 : found.some((element) => element.matches(PASSWORDS));
    sight.more ||= cut || links.length < allLinks.length;
    if (root !== document) return;
    const frames = /** @type {HTMLIFrameElement[]} */ (found.filter((element) => element.localName === "iframe"));
    for (const frame of frames.slice(0, MOST_FRAMES)) {
      const inside = insideOf(frame);
      if (inside) lookThrough(inside, preferred, sight);
    }
  }

  /** @param {string[]} preferred */
  function lookEverywhere(preferred) {
    /** @type {Sight} */
    const sight = { controls: [], links: [], asksPassword: false, more: false };
    lookThrough(document, preferred, sight);
    for (const weak of shadowRoots) {
      const root = weak.deref();
      if (root?.isConnected) lookThrough(root, preferred, sight);
      else shadowRoots.delete(weak);
    }
    return sight;
  }

  /**
   * @param {Control} control
   * @param {Looking} looking
   * @returns {Looks | null} nothing where there was no time to find out
   */
  function looksOf(control, looking) {
    const now = performance.now();
    const old = looking.few ? undefined : looking.before.get(control.element)?.looks;
    const isOut = !looking.few && looking.spent > MOST_TIME;
    if (isOut || (old && now - old.at < looking.remembered)) return old ?? null;
    const { element, parts } = control;
    const fresh = { label: labelOf(control), visible: visibleParts(element, parts).length > 0, at: now };
    looking.spent += performance.now() - now;
    return fresh;
  }

  /**
   * @param {Control} control
   * @param {Looks} looks
   * @param {Looking} looking
   * @returns {import("../messages").SwitchFact}
   */
  function switchFact(control, looks, { before, ordinals }) {
    const { element, shape } = control;
    const { label, visible } = looks;
    const keys = keysOf(control);
    const identity = identityOf(label, keys);
    const ordinal = ordinals.get(identity) ?? 0;
    ordinals.set(identity, ordinal + 1);
    const old = before.get(element);
    const track = follow(`${identity}\n${ordinal}`, element, shownBy(control), old?.track);
    const path = pathOf(identity, old);
    known.set(element, { identity, path, control, track, looks });
    return {
      ref: elements.push(element) - 1,
      shape,
      keys,
      label,
      state: stateOf(control),
      options: optionsOf(control),
      visible,
      main: isInMain(element),
      steady: track.steady,
      flippedAt: track.flippedAt,
      leftOver: path !== location.pathname,
    };
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {Known} [old]
   */
  function linkFact(link, old) {
    const identity = String(link.getAttribute("href"));
    known.set(link, { identity, path: pathOf(identity, old) });
    const address = { origin: String(link.origin), path: String(link.pathname) };
    return { ref: elements.push(link) - 1, address, visible: isVisible(link) };
  }

  /**
   * @param {string} identity
   * @param {Element} element
   * @param {string} shown
   * @param {Track} [old] of this element
   */
  function follow(identity, element, shown, old) {
    const now = performance.now();
    const byPerson = touched !== null && holds(touched.element, element) && now - touched.at < TOUCH_LASTS;
    const flippedAt = touchedEarly.get(element) ?? null;
    // Some switches are named by their state: used by a person, it is the same one under another name.
    const same = byPerson ? old : undefined;
    const track = same ?? tracks.get(identity) ?? { shown, since: now, at: Date.now(), steady: false, before: null, flippedAt };
    // The one seen longest ago comes first, and is forgotten first.
    tracks.delete(identity);
    tracks.set(identity, track);
    if (tracks.size > MOST_TRACKS) tracks.delete(tracks.keys().next().value ?? "");
    if (shown !== track.shown) {
      if (track.steady || byPerson) track.before ??= track.shown;
      Object.assign(track, { shown, since: now, at: Date.now(), steady: false });
    }
    const lasts = now - track.since >= STEADY_AFTER || (byPerson && track.before !== null);
    if (!track.steady && isClear(shown) && lasts) {
      track.steady = true;
      if (track.before !== null && isClear(track.before) && track.before !== shown) track.flippedAt = track.at;
      track.before = null;
    }
    if (!track.steady && isClear(shown)) steady = false;
    return track;
  }

  return {
    targetOf(ref) {
      const control = ref === null ? undefined : elements[ref];
      const found = control && known.get(control);
      if (!found) return null;
      const parts = found.control ? visibleParts(control, found.control.parts) : [control];
      return { control, parts, isStill: stillness(control, found) };
    },
    touch(event) {
      const node = event.composedPath().find((node) => known.get(/** @type {Element} */ (node))?.control);
      if (node) touched = { element: /** @type {Element} */ (node), at: performance.now() };
      else for (const early of event.composedPath()) touchedEarly.set(early, Date.now());
      return node !== undefined;
    },
    hasStirred() {
      return elements.some((element) => {
        const { control, track } = known.get(element) ?? {};
        return control && shownBy(control) !== track?.shown;
      });
    },
    isInTime: () => inTime,
    isSteady: () => steady,
    forget() {
      elements = [];
      known = new Map();
    },
    async search() {
      if (performance.now() - searchedAt < SEARCH_EVERY) return;
      searchedAt = Infinity;
      const found = new Set(Array.from(shadowRoots, (weak) => weak.deref()));
      await findShadowRoots((root) => !found.has(root) && shadowRoots.add(new WeakRef(root)), signal);
      searchedAt = performance.now();
    },
    look(patience, arrivedAt, preferred) {
      const remembered = inTime ? REMEMBERED : REMEMBERED_BEHIND;
      inTime = steady = true;
      const { controls, links, asksPassword, more } = lookEverywhere(preferred);
      const before = known;
      known = new Map();
      elements = [];
      /** @type {Looking} */
      const looking = { before, ordinals: new Map(), few: controls.length <= FEW_SWITCHES, remembered, spent: 0 };
      /** @type {import("../messages").SwitchFact[]} */
      const switches = [];
      for (const control of controls.slice(0, MOST_SWITCHES)) {
        /** @type {Looks | null} */
        const looks = inTime ? looksOf(control, looking) : null;
        inTime &&= looks !== null;
        if (looks) switches.push(switchFact(control, looks, looking));
      }
      const linkFacts = links.slice(0, MOST_LINKS).map((link) => linkFact(link, before.get(link)));
      for (const [element, old] of before) if (isOnPage(element) && !known.has(element)) known.set(element, old);
      return {
        path: location.pathname,
        loadedAt,
        arrivedAt,
        lang: String(html()?.lang ?? "").slice(0, LONGEST_LANGUAGE),
        patience,
        switches,
        links: linkFacts,
        asksPassword,
        more: more || switches.length < controls.length || links.length > MOST_LINKS,
      };
    },
  };
}

/**
 * When the loading of this document began, in milliseconds since 1970. The clock of
 * `performance` stands still while a computer sleeps, in most systems: what it says of a
 * page that was there before us may be too late. `timeOrigin` may be too early instead,
 * which claims less.
 */
function loadOfThisDocument() {
  const began = Date.now() - performance.now();
  return document.readyState === "complete" ? Math.min(began, performance.timeOrigin) : began;
}

/**
 * Tells whether an element is still there, and what it was when it was looked at. Is asked in
 * every frame in which the page changes: where nothing that names it is written otherwise
 * than before, the name is not asked for.
 *
 * @param {Element} element
 * @param {Known} known
 * @returns {() => boolean}
 */
function stillness(element, { identity, control }) {
  /** @type {Element[]} */
  let sources = [];
  let as = "";
  const written = () => sources.map((source) => source.isConnected && source.outerHTML).join("\n");
  return () => {
    if (!element.isConnected) return false;
    if (as !== "" && written() === as) return true;
    const now = control ? identityOf(labelOf(control), keysOf(control)) : String(element.getAttribute("href"));
    sources = control ? sourcesOf(control) : [element];
    as = written();
    return now === identity;
  };
}

/**
 * Whether an element is in a document that a window shows: one in an iframe that was taken
 * away is still connected.
 *
 * @param {Element} element
 */
function isOnPage(element) {
  return element.isConnected && element.ownerDocument.defaultView !== null;
}

/**
 * The path on which an element was first seen as what it is.
 *
 * @param {string} identity
 * @param {Known} [old]
 */
function pathOf(identity, old) {
  return old?.identity === identity ? old.path : location.pathname;
}

/**
 * What a control is set to: its state, or the number of the option chosen.
 *
 * @param {Control} control
 */
function shownBy(control) {
  return control.parts.length > 0 ? String(control.parts.findIndex(isChosen)) : stateOf(control);
}

/**
 * Ids are made anew by some frameworks with each rendering; a label is not.
 *
 * @param {string} label
 * @param {string[]} keys
 */
function identityOf(label, keys) {
  return label || keys.join(" ");
}

/** @param {string} shown */
function isClear(shown) {
  return shown !== "unclear" && shown !== "-1";
}
