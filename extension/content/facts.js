// Facts: what is on the page, without any judgement. Keeps, for the life of
// the document, what is needed to tell a change of a switch from a page that
// is still being put together.
import { CONTROLS, controlsOf, isChosen, isInMain, keysOf, labelOf, optionsOf, stateOf, withKeys } from "./controls.js";
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
const MOST_LINKS = 100;
const MOST_TIME = 25;
/** How often the page is searched for shadow roots at most, in milliseconds. */
const SEARCH_EVERY = 1000;

const LINKS = 'a[href*="/mypreferences/" i],a[href*="/psettings/" i]';
const PASSWORDS = 'input[type="password" i]';
/** All that is looked for, so that the browser walks the page once. */
const ANYTHING = [CONTROLS, LINKS, PASSWORDS, "iframe"].join();
/** So much of it is taken from one tree. */
const MOST_FOUND = 2000;

/**
 * @param {(root: Node) => void} rootFound called for each tree that is looked into
 * @param {AbortSignal} signal
 * @returns {FactsCollector}
 */
export function collectFacts(rootFound, signal) {
  const loadedAt = loadOfThisDocument();
  /**
   * What the last look found, by its place there. A page that renders itself
   * anew then tells the same, and what is known of it still holds.
   * @type {WeakRef<Element>[]}
   */
  let elements = [];
  /** What each switch showed, by what identifies it: pages replace elements. @type {Map<string, Track>} */
  const tracks = new Map();
  /** @type {WeakMap<Element, {identity: string, path: string}>} */
  const firstSeen = new WeakMap();
  /** @type {{element: Element, at: number} | null} */
  let touched = null;
  /** What a person touched before it was known, and when. @type {WeakMap<EventTarget, number>} */
  const touchedEarly = new WeakMap();
  /** @type {Set<WeakRef<ShadowRoot>>} */
  const shadowRoots = new Set();
  /** Trees that `rootFound` was told of. @type {WeakSet<Node>} */
  let known = new WeakSet();
  let searchedAt = -Infinity;
  let inTime = true;
  let steady = true;
  /** @type {WeakMap<Element, {label: string, visible: boolean, at: number}>} */
  const memory = new WeakMap();
  /** @type {WeakMap<Element, Control>} */
  const controlAt = new WeakMap();
  /** @type {WeakMap<Element, Track>} */
  const trackAt = new WeakMap();

  /** @param {Element} element */
  function refOf(element) {
    return elements.push(new WeakRef(element)) - 1;
  }

  /**
   * Looks through one tree; the iframes in the document lead to others.
   *
   * @param {Node} root
   * @param {string[]} preferred
   * @param {Sight} sight what was found so far
   */
  function lookThrough(root, preferred, sight) {
    if (!known.has(root)) {
      known.add(root);
      rootFound(root);
    }
    const found = all(root, ANYTHING, MOST_FOUND + 1);
    const links = found.filter((element) => element.localName === "a" && element.matches(LINKS));
    const candidates = found.filter((element) => element.matches(CONTROLS));
    // What is left out shall not be what is looked for.
    const cut = found.length > MOST_FOUND;
    const first = cut || candidates.length > MOST_SWITCHES ? withKeys(root, preferred) : [];
    const controls = controlsOf([...new Set([...first, ...candidates])].slice(0, MOST_SWITCHES + 1));
    sight.controls.push(...controls);
    sight.links.push(.../** @type {HTMLAnchorElement[]} */ (links));
    sight.asksPassword ||= cut ? all(root, PASSWORDS, 1).length > 0 : found.some((element) => element.matches(PASSWORDS));
    sight.more ||= cut;
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

  /** @param {Control} control */
  function remembered(control) {
    const now = performance.now();
    const known = memory.get(control.element);
    if (known && now - known.at < REMEMBERED) return known;
    const fresh = { ...looks(control), at: now };
    memory.set(control.element, fresh);
    return fresh;
  }

  /**
   * @param {Control} control
   * @param {Map<string, number>} seen how many switches of each identity came before
   * @param {boolean} few whether there is time to look at each anew
   * @returns {import("../messages").SwitchFact}
   */
  function switchFact(control, seen, few) {
    const { element, shape } = control;
    controlAt.set(element, control);
    const keys = keysOf(control);
    const { label, visible } = few ? looks(control) : remembered(control);
    const options = optionsOf(control);
    const identity = identityOf(label, keys);
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    const state = stateOf(control);
    const shown = shownBy(control);
    const track = follow(`${identity}\n${ordinal}`, element, shown);
    see(element, identity);
    return {
      ref: refOf(element),
      shape,
      keys,
      label,
      state,
      options,
      visible,
      main: isInMain(element),
      steady: track.steady,
      flippedAt: track.flippedAt,
      leftOver: firstSeen.get(element)?.path !== location.pathname,
    };
  }

  /**
   * @param {Element} element
   * @param {string} identity
   */
  function see(element, identity) {
    if (firstSeen.get(element)?.identity === identity) return;
    firstSeen.set(element, { identity, path: location.pathname });
  }

  /**
   * @param {string} identity
   * @param {Element} element
   * @param {string} shown
   */
  function follow(identity, element, shown) {
    const now = performance.now();
    const byPerson = touched !== null && holds(touched.element, element) && now - touched.at < TOUCH_LASTS;
    const flippedAt = touchedEarly.get(element) ?? null;
    // Some switches are named by their state: used by a person, it is the same one under another name.
    const before = byPerson ? trackAt.get(element) : undefined;
    const track = before ?? tracks.get(identity) ?? { shown, since: now, at: Date.now(), steady: false, before: null, flippedAt };
    trackAt.set(element, track);
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
      const element = ref === null ? null : elements[ref]?.deref();
      if (!element) return null;
      if (element.localName === "a") return { control: element, parts: [element] };
      return { control: element, parts: visibleParts(element, controlAt.get(element)?.parts) };
    },
    isStill(element) {
      const control = controlAt.get(element);
      const identity = control ? identityOf(labelOf(control), keysOf(control)) : String(element.getAttribute("href"));
      return element.isConnected && firstSeen.get(element)?.identity === identity;
    },
    touch(event) {
      const node = event.composedPath().find((node) => controlAt.has(/** @type {Element} */ (node)));
      if (node) touched = { element: /** @type {Element} */ (node), at: performance.now() };
      else for (const early of event.composedPath()) touchedEarly.set(early, Date.now());
      return node !== undefined;
    },
    hasStirred() {
      return elements.some((weak) => {
        const element = weak.deref();
        const control = element && controlAt.get(element);
        return control && shownBy(control) !== trackAt.get(control.element)?.shown;
      });
    },
    isInTime: () => inTime,
    isSteady: () => steady,
    forget: () => {
      known = new WeakSet();
    },
    async search() {
      if (performance.now() - searchedAt < SEARCH_EVERY) return;
      searchedAt = Infinity;
      const found = new Set(Array.from(shadowRoots, (weak) => weak.deref()));
      await findShadowRoots((root) => !found.has(root) && shadowRoots.add(new WeakRef(root)), signal);
      searchedAt = performance.now();
    },
    look(patience, arrivedAt, preferred) {
      const start = performance.now();
      inTime = steady = true;
      elements = [];
      const { controls, links, asksPassword, more } = lookEverywhere(preferred);
      const seen = new Map();
      /** @type {import("../messages").SwitchFact[]} */
      const switches = [];
      for (const control of controls.slice(0, MOST_SWITCHES)) {
        inTime = switches.length < FEW_SWITCHES || performance.now() - start <= MOST_TIME;
        if (!inTime) break;
        switches.push(switchFact(control, seen, controls.length <= FEW_SWITCHES));
      }
      return {
        path: location.pathname,
        loadedAt,
        arrivedAt,
        lang: html()?.lang ?? "",
        patience,
        switches,
        links: links.slice(0, MOST_LINKS).map(linkFact),
        asksPassword,
        more: more || switches.length < controls.length || links.length > MOST_LINKS,
      };
    },
  };

  /** @param {HTMLAnchorElement} link */
  function linkFact(link) {
    see(link, String(link.getAttribute("href")));
    const address = { origin: String(link.origin), path: String(link.pathname) };
    return { ref: refOf(link), address, visible: isVisible(link) };
  }
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

/** @param {Control} control */
function looks(control) {
  return { label: labelOf(control), visible: visibleParts(control.element, control.parts).length > 0 };
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
