// The content script: searches a settings page for the switch, then watches the one that the
// background has named, and draws what it is told. It testifies; it decides nothing, and asks
// no server anything. One call of `stop` ends it without a trace.
import { createStopwatch } from "./clock.js";
import { CONTROLS, keysOf, marksOf, withKeys } from "./controls.js";
import { createMemory } from "./memory.js";
import { accessibleName } from "./name.js";
import { createOverlay, sweepOverlays } from "./overlay.js";
import { createScanner } from "./scan.js";
import { createSchedule } from "./schedule.js";
import { createTeller } from "./teller.js";
import { isHalfLoaded, loadedAtByNow, navigation, testifyOf, testifyOfLink, thisDocument } from "./testimony.js";
import { all, html } from "./tree.js";
import { isSeen, rowOf, visibleParts } from "./visible-parts.js";

/** The settings pages, as in the manifest. Anywhere else it rests. */
const SETTINGS_PATH = /^\/(mypreferences|psettings)(\/|$)/i;
/** How often pages are checked without any sign of a change, while they are in view. */
const TICK = 1_000;

/** In characters. */
const LONGEST_LANGUAGE = 35;

/** What a person does to a page. A switch may also follow a finger that slides over it. */
const INPUTS = ["pointerdown", "click", "keydown"];
/** What may change the page, or how far it is loaded, and has an event. */
const SIGNS = "input change transitionend animationend pageshow popstate hashchange readystatechange".split(" ");
/** What says what a switch is and how it is set. Watching all attributes would cost a page dear. */
const WATCHED_ATTRIBUTES =
  "aria-busy aria-checked aria-disabled aria-hidden aria-label aria-labelledby aria-pressed checked disabled for hidden href id lang name open role title type";
/** All that is in a tree. */
const CONTENT = { subtree: true, childList: true, characterData: true };

function startHeadsUp() {
  const life = new AbortController();
  const { signal } = life;
  const listen = { capture: true, passive: true, signal };
  const documentFacts = thisDocument();
  const inView = createStopwatch();
  const waited = createStopwatch();
  const memory = createMemory(inView.read);
  const mutations = new MutationObserver(changed);
  const rowMutations = new MutationObserver(rowChanged);
  const scanner = createScanner(watchRoot, signal);
  const schedule = createSchedule(scan);
  const teller = createTeller(hear);
  const overlay = createOverlay({ reload: () => location.reload(), dismiss }, listen);

  let path = "";
  /**
   * What the last scan found: an element's name is its place there, so that a page which builds itself
   * anew says the same.
   *
   * @type {Control[]}
   */
  let seen = [];
  /** @type {import("../messages").Answer} */
  let answer = nothing();
  /** What the background has named. @type {Watched[]} */
  let watched = [];
  /** @type {Scan} */
  let last;
  /** What the person has dismissed on this path. @type {string | undefined} */
  let dismissed;
  /**
   * Whether an input is being told to the page: a checkbox shows its new state already, and the page
   * may take it back.
   */
  let dispatching = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let againTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let ticking;

  // Searching

  function scan() {
    if (watched.length) return check();
    if (!arrive()) return;
    try {
      // Half a page would tell half of it: of two switches that look the same, one; without
      // its style, a row in the place of a switch.
      if (isHalfLoaded()) return watchRoot(document);
      last = scanner.scan(answer.keys);
      memory.keep(last.controls, (control) => identityOf(control));
      seen = [...last.controls, ...last.links];
      say([...seen.entries()], answer.names, last.more, last.asksPassword);
    } finally {
      // A page that throws under our scan is not scanned at each change.
      schedule.pause();
    }
  }

  /**
   * Ids are made anew by some frameworks with each rendering; known keys and names are not.
   *
   * @param {Control} control
   */
  function identityOf(control, names = answer.names) {
    const key = keysOf(control).find((key) => answer.keys.includes(key));
    return key ?? (names ? accessibleName(control.element) : "");
  }

  // Watching

  /** Reads what was named; nothing else of the page. */
  function check() {
    if (dispatching || !arrive()) return;
    if (!watched.length) return schedule.soon();
    if (!watched.every(stands)) return lose();
    say(watched.map(({ named, control }) => [named.ref, control]));
    overlay.check();
  }

  /** Whether what was named is still what it was. @param {Watched} watched */
  function stands({ named, control, marks }) {
    const { isConnected, ownerDocument } = control.element;
    return isConnected && ownerDocument.defaultView && (isByName(named) || marksOf(control) === marks);
  }

  /**
   * Whether a control with a known key has come since the last scan, be it before that was
   * answered: a page that keeps the view before shows its new one beside it.
   */
  function hasCome() {
    return withKeys(document, answer.keys).some((element) => !last.met.includes(element));
  }

  /**
   * Whether what is watched is out of sight, and a copy of it is not: pages keep one for each width of
   * the window, or in each of two panels.
   */
  function isReplaced() {
    return watched.some(({ control }) => {
      const identity = identityOf(control, true);
      const isCopy = (/** @type {Control} */ copy) =>
        copy !== control && copy.shape === control.shape && identityOf(copy, true) === identity && isSeen(copy);
      return !isSeen(control) && seen.some(isCopy);
    });
  }

  /** What was named has gone: it may be back at once, so it is waited for anew. */
  function lose() {
    const names = watched.some(({ named }) => isByName(named));
    watched = [];
    rowMutations.disconnect();
    // The ring goes at once; the words stay until it is clear whether it has come back.
    if (answer.guidance) overlay.show(null, answer.guidance);
    waited.reset();
    answer = { ...nothing(), keys: answer.keys, names };
    // An answer that is on its way is about what was there before.
    teller.ignore();
    schedule.soon();
  }

  /** @param {import("../messages").Named[]} next */
  function watch(next) {
    if (next.map(({ ref }) => ref).join() === watched.map(({ named }) => named.ref).join()) return;
    if (!next.length) return lose();
    rowMutations.disconnect();
    watched = next.map((named) => {
      const control = seen[named.ref];
      if (control.shape !== "link") {
        memory.identify(control.element, identityOf(control, named.evidence !== "key"));
        rowMutations.observe(rowOf(control.element), { ...CONTENT, attributes: true });
      }
      return { named, control, marks: marksOf(control) };
    });
  }

  /** With several switches, none has come to rest before all have. */
  function rowChanged() {
    for (const { control } of watched) memory.noteRowChange(control.element);
    check();
  }

  // Saying

  /**
   * @param {[number, Control][]} found with the name of each
   * @param {boolean} names whether to tell accessible names
   */
  function say(found, names = false, more = false, asksPassword = false) {
    documentFacts.loadedAt = loadedAtByNow(documentFacts.loadedAt);
    /** @type {import("../messages").Testimony} */
    const testimony = {
      path,
      document: { ...documentFacts, navigation: navigation(), loaded: document.readyState === "complete" },
      lang: String(html()?.lang ?? "").slice(0, LONGEST_LANGUAGE),
      waited: waited.read(),
      controls: found
        .filter(([, { shape }]) => shape !== "link")
        .map(([ref, control]) => testifyOf(control, ref, memory.read(control), inView.read(), names)),
      links: found.filter(([, { shape }]) => shape === "link").map(([ref, link]) => testifyOfLink(link, ref)),
      more,
      asksPassword,
      named: watched.map(({ named }) => named),
    };
    teller.tell(testimony);
  }

  /** @param {import("../messages").Answer} heard */
  function hear(heard) {
    const asksMore = heard.names && !answer.names;
    answer = heard;
    watch(heard.named);
    draw();
    if (asksMore && !watched.length) return now();
    searchDeeper();
    clearTimeout(againTimer);
    if (heard.again !== null && !document.hidden) againTimer = setTimeout(sayAgain, heard.again);
  }

  /** Says it, even if nothing has changed. */
  function sayAgain() {
    teller.forget();
    now();
  }

  /** Scans or checks at once, whatever the pause. */
  function now() {
    schedule.skip();
    check();
  }

  async function searchDeeper() {
    if (answer.deeper && (await scanner.searchDeeper())) now();
  }

  // Drawing

  function draw() {
    const { guidance } = answer;
    if (!guidance || dismissed === guidance.topic) return overlay.hide();
    const control = watched.find(
      ({ named, control }) => named.ref === guidance.ring && control.element.isConnected,
    )?.control;
    const parts = control ? visibleParts(control) : [];
    const near = watched.flatMap(({ control }) => visibleParts(control));
    overlay.show(control && parts.length ? { control: control.element, parts, near } : null, guidance);
  }

  function dismiss() {
    dismissed = answer.guidance?.topic;
    draw();
  }

  // Signs of a change

  /**
   * The page has changed. What else changes until the scan makes no difference: to be told of it
   * doubled the cost of a page that never rests.
   */
  function changed() {
    if (!watched.length) mutations.disconnect();
    check();
  }

  /** @param {Event} event */
  function onInput(event) {
    if (!event.isTrusted || !SETTINGS_PATH.test(location.pathname)) return;
    memory.note(
      event,
      watched.map(({ control }) => control.element),
    );
    dispatching = true;
    // What the page makes of it comes after our listener.
    setTimeout(() => {
      dispatching = false;
      check();
    });
  }

  /**
   * Whether we are on a settings page; if it is another than before, it is waited for anew.
   */
  function arrive() {
    // The extension was reloaded, updated or removed under this page.
    if (!chrome.runtime?.id) stop();
    if (signal.aborted) return false;
    if (path !== location.pathname) {
      documentFacts.moved = path !== "";
      path = location.pathname;
      dismissed = undefined;
      waited.reset();
      memory.moveOn();
      if (watched.length) lose();
    }
    if (SETTINGS_PATH.test(path)) return true;
    rest();
    return false;
  }

  /** Away from the settings pages: nothing is looked at, nothing is drawn, nothing is kept. */
  function rest() {
    mutations.disconnect();
    rowMutations.disconnect();
    seen = [];
    watched = [];
    answer = nothing();
    teller.ignore();
    overlay.hide();
  }

  /** @param {Node} root */
  function watchRoot(root) {
    mutations.observe(root, { ...CONTENT, attributeFilter: WATCHED_ATTRIBUTES.split(" ") });
    if (root !== document) for (const name of INPUTS) root.addEventListener(name, onInput, listen);
  }

  function tick() {
    runClocks();
    if (watched.length && (hasCome() || isReplaced())) lose();
    for (const { control } of watched) memory.noteBeside(control);
    scan();
    searchDeeper();
    overlay.check();
  }

  function runClocks() {
    inView.run(!document.hidden);
    waited.run(!document.hidden && document.readyState !== "loading" && !overlay.covers());
  }

  function clearTimers() {
    clearTimeout(ticking);
    clearTimeout(againTimer);
    schedule.stop();
  }

  function onVisibilityChange() {
    runClocks();
    clearTimers();
    if (document.hidden) return;
    // What the person has chosen meanwhile was told to the tabs in front only.
    sayAgain();
    ticking = setInterval(tick, TICK);
  }

  function stop() {
    life.abort();
    clearTimers();
    rest();
  }

  /**
   * @param {import("../messages").ToContent} message
   * @param {chrome.runtime.MessageSender} _sender
   * @param {(answer: boolean) => void} reply
   */
  function onMessage(message, _sender, reply) {
    if (message === "scan") dismissed = undefined;
    sayAgain();
    reply(true);
  }

  for (const name of INPUTS) addEventListener(name, onInput, listen);
  for (const name of SIGNS) addEventListener(name, onProgress, listen);
  // Of iframes, which tell no one else.
  document.addEventListener("load", onProgress, listen);
  document.addEventListener("visibilitychange", onVisibilityChange, listen);
  document.addEventListener("prerenderingchange", sayAgain, listen);
  chrome.runtime.onMessage.addListener(onMessage);

  /** @param {Event} event */
  function onProgress({ type }) {
    if (type === "readystatechange" && document.readyState === "interactive")
      memory.noteParsed(all(document, CONTROLS));
    runClocks();
    check();
  }

  sweepOverlays();
  // Wakes the background while the page is still loading.
  if (arrive()) say([]);
  onVisibilityChange();
  return true;
}

/** @returns {import("../messages").Answer} */
function nothing() {
  return { heard: true, guidance: null, named: [], keys: [], names: false, deeper: false, again: null };
}

/** @param {import("../messages").Named} named */
function isByName({ evidence }) {
  return evidence === "label" || evidence === "only-switch";
}

// The popup starts it where it seems to be missing; two of them would be one too many.
/** @type {any} */ (globalThis).headsUp ??= startHeadsUp();
