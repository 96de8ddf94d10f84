// Facts: what is on the page, without any judgement. Reads only, through
// selectors that the browser resolves natively, and takes no more text than a
// label.
"use strict";

/** How long a state must hold before it is steady, in milliseconds. */
const STEADY_AFTER = 500;
/** How long after a person touched a switch its change counts as theirs, in milliseconds. */
const TOUCH_LASTS = 1000;
/** Limits to what is sent of a page, however large it is. */
const MOST_SWITCHES = 200;
const MOST_LINKS = 100;
const LONGEST_LABEL = 300;

const SWITCHES = 'input[type="checkbox"],[role="switch"]';
const LINKS = 'a[href*="/mypreferences/" i],a[href*="/psettings/" i]';

/**
 * Keeps, for the life of the document, what is needed to tell a change of a
 * switch from a page that is still being put together.
 *
 * @returns {FactsCollector}
 */
function collectFacts() {
  const loadedAt = Date.now() - performance.now();
  let nextRef = 1;
  /** @type {WeakMap<Element, number>} */
  const refs = new WeakMap();
  /** @type {Map<number, WeakRef<Element>>} */
  const elements = new Map();
  /** What each switch showed, by what identifies it: pages replace elements. @type {Map<string, Track>} */
  const tracks = new Map();
  /** @type {WeakMap<Element, {identity: string, path: string}>} */
  const firstSeen = new WeakMap();
  /** @type {{element: Element, at: number} | null} */
  let touched = null;

  /** @param {Element} element */
  function refOf(element) {
    let ref = refs.get(element);
    if (!ref) {
      ref = nextRef++;
      refs.set(element, ref);
      elements.set(ref, new WeakRef(element));
    }
    return ref;
  }

  /**
   * @param {Element} element
   * @param {Map<string, number>} seen how many switches of each identity came before
   * @returns {import("../messages").SwitchFact}
   */
  function switchFact(element, seen) {
    const keys = keysOf(element);
    const label = labelOf(element);
    // Ids are made anew by some frameworks with each rendering; a label is not.
    const identity = label || keys.join(" ");
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    const track = follow(`${identity}\n${ordinal}`, element);
    const first = firstSeen.get(element);
    if (first?.identity !== identity) {
      firstSeen.set(element, { identity, path: location.pathname });
    }
    return {
      ref: refOf(element),
      keys,
      label,
      state: track.state,
      visible: visibleBox(element) !== null,
      main: isInMain(element),
      steady: track.steady,
      flippedAt: track.flippedAt,
      leftOver: firstSeen.get(element)?.path !== location.pathname,
    };
  }

  /**
   * @param {string} identity
   * @param {Element} element
   */
  function follow(identity, element) {
    const now = performance.now();
    const state = stateOf(element);
    let track = tracks.get(identity);
    if (!track) {
      track = { state, since: now, at: Date.now(), steady: false, before: null, flippedAt: null };
      tracks.set(identity, track);
    }
    const byPerson = touched?.element === element && now - touched.at < TOUCH_LASTS;
    if (state !== track.state) {
      if (track.steady || byPerson) track.before ??= track.state;
      Object.assign(track, { state, since: now, at: Date.now(), steady: false });
    }
    const holds = now - track.since >= STEADY_AFTER || (byPerson && track.before !== null);
    if (!track.steady && state !== "unclear" && holds) {
      track.steady = true;
      if (track.before && track.before !== state) track.flippedAt = track.at;
      track.before = null;
    }
    return track;
  }

  return {
    elementOf: (ref) => elements.get(ref)?.deref() ?? null,
    touch(event) {
      for (const node of event.composedPath()) {
        if (node instanceof Element && refs.has(node)) touched = { element: node, at: performance.now() };
      }
    },
    isSteady: () => [...tracks.values()].every((track) => track.steady || track.state === "unclear"),
    look(patience) {
      for (const [ref, element] of elements) {
        if (!element.deref()?.isConnected) elements.delete(ref);
      }
      const seen = new Map();
      const switches = take(document.querySelectorAll(SWITCHES), MOST_SWITCHES).map((element) => {
        const fact = switchFact(element, seen);
        elements.set(fact.ref, new WeakRef(element));
        return fact;
      });
      const links = take(document.querySelectorAll(LINKS), MOST_LINKS)
        .filter((element) => element instanceof HTMLAnchorElement)
        .map((element) => {
          const ref = refOf(element);
          elements.set(ref, new WeakRef(element));
          const address = { origin: element.origin, path: element.pathname };
          return { ref, address, visible: isPainted(element) };
        });
      return {
        path: location.pathname,
        loadedAt,
        lang: document.documentElement.lang,
        patience,
        switches,
        links,
      };
    },
  };
}

/**
 * @param {NodeListOf<Element>} list
 * @param {number} most
 */
function take(list, most) {
  return Array.prototype.slice.call(list, 0, most);
}

/**
 * What identifies a setting's switch whatever the display language: the ids
 * that label it, its own id, its name.
 *
 * @param {Element} element
 */
function keysOf(element) {
  const keys = ["aria-labelledby", "id", "name"].flatMap((name) => (element.getAttribute(name) ?? "").split(/\s+/));
  return keys.filter((key) => key !== "" && key.length <= 100).slice(0, 10);
}

/**
 * The text that labels a switch, in NFKC.
 *
 * @param {Element} element
 */
function labelOf(element) {
  const label = labelledByText(element) || element.getAttribute("aria-label") || labelsText(element) || element.getAttribute("title") || "";
  return label.slice(0, LONGEST_LABEL).normalize("NFKC").replace(/\s+/g, " ").trim();
}

/** @param {Element} element */
function labelledByText(element) {
  const root = element.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return "";
  const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).slice(0, 10);
  return ids.map((id) => (id && root.getElementById(id)?.textContent) || "").join(" ").trim();
}

/** @param {Element} element */
function labelsText(element) {
  const labels = element instanceof HTMLInputElement ? Array.from(element.labels ?? []) : [];
  return labels.map((label) => label.textContent ?? "").join(" ").trim();
}

/**
 * The property is what counts; pages set it without an event or an attribute.
 *
 * @param {Element} element
 * @returns {import("../messages").SwitchState}
 */
function stateOf(element) {
  if (element.closest('[aria-busy="true"]')) return "unclear";
  if (element instanceof HTMLInputElement && element.type === "checkbox") {
    if (element.indeterminate) return "unclear";
    return element.checked ? "on" : "off";
  }
  const checked = element.getAttribute("aria-checked");
  return checked === "true" ? "on" : checked === "false" ? "off" : "unclear";
}

/** @param {Element} element */
function isInMain(element) {
  if (element.closest("nav,header,footer,aside,[role=navigation],[role=banner],[role=contentinfo]")) return false;
  return !document.querySelector("main,[role=main]") || element.closest("main,[role=main]") !== null;
}
