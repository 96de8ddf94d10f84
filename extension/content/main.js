// The content script: searches a settings page for the switch, then watches the one that the
// background has named, and draws what it is told. It testifies; it decides nothing, and asks
// no server anything. One call of `stop` ends it without a trace.
import { CONTROLS, isLink, keysOf, marksOf } from "./controls.js";
import { createMemory } from "./memory.js";
import { accessibleName } from "./name.js";
import { createOverlay, sweepOverlays } from "./overlay.js";
import { createScanner, NOTHING_FOUND } from "./scan.js";
import { createSchedule } from "./schedule.js";
import { createTeller } from "./teller.js";
import { began, isHalfLoaded, navigation, testifyOf, testifyOfLink, thisDocument } from "./testimony.js";
import { all, call, html } from "./tree.js";
import { isSeen, rowOf } from "./visible-parts.js";

/** The settings pages, as in the manifest. Anywhere else it rests. */
const SETTINGS_PATH = /^\/(mypreferences|psettings)(\/|$)/i;
/** How often pages are checked without any sign of a change, while they are in view. */
const SECOND = 1_000;

/** What a person does to a page. A switch may also follow a finger that slides over it. */
const INPUTS = ["pointerdown", "click", "keydown"];
/** What may change the page, or how far it is loaded, and has an event. */
const SIGNS = "input transitionend animationend popstate prerenderingchange readystatechange";
/** What says what a switch is and how it is set. Watching all attributes would cost a page dear. */
const WATCHED_ATTRIBUTES = "aria-checked aria-hidden aria-labelledby aria-pressed checked disabled hidden id open role";
/** The answer that asks for nothing. @type {import("../messages").Answer} */
const NOTHING = { heard: true, guidance: null, named: [], keys: [], names: false, deeper: false, again: null };
/** All that is in a tree. */
const CONTENT = { subtree: true, childList: true, characterData: true };

function startHeadsUp() {
  const life = new AbortController();
  const listen = { capture: true, passive: true, signal: life.signal };
  const facts = thisDocument();
  const memory = createMemory(clock);
  const mutations = new MutationObserver(changed);
  const scanner = createScanner(watchRoot);
  const schedule = createSchedule(scan);
  const teller = createTeller(hear);
  const overlay = createOverlay(dismiss, listen);

  let path = "";
  /** When the document went out of view last; and when it would have come into it, had it stayed since. */
  let hiddenAt = 0;
  let inViewSince = 0;
  /** For how long the page has been waited for, to a tick. */
  let waited = 0;
  /** What the last scan found. */
  let last = NOTHING_FOUND;
  let answer = NOTHING;
  /** What the background has named. @type {Watched[]} */
  let watched = [];
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
      memory.keep(last.found, identityOf);
      say();
    } finally {
      // After the scan: one that takes longer than the pause would be followed by the next at once. And
      // a page that throws under our scan is not scanned at each change.
      schedule.pause();
    }
  }

  /**
   * Ids are made anew by some frameworks with each rendering; known keys and names are not.
   *
   * @param {Pick<Control, "element" | "parts">} control
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
    say();
    overlay.check();
  }

  /** Whether what was named is still what it was. @param {Watched} control */
  function stands(control) {
    const { isConnected, ownerDocument } = control.element;
    return isConnected && ownerDocument.defaultView && (isByName(control) || marksOf(control) === control.marks);
  }

  /**
   * Whether another scan is due. A control with a known key has come since the last one, be it before that
   * was answered: a page that keeps the view before shows its new one beside it. Or what is watched is out
   * of sight, and a copy of it is not: pages keep one for each width of the window, or in each of two panels.
   */
  function isOutdated() {
    const isNew = (/** @type {any} */ element) =>
      !last.met.includes(element) && identityOf({ element, parts: [] }, false) !== "";
    const isReplaced = (/** @type {Control} */ control) => {
      const isCopy = (/** @type {Control} */ copy) =>
        copy.shape === control.shape && identityOf(copy, true) === identityOf(control, true) && isSeen(copy);
      return !isSeen(control) && last.found.some(isCopy);
    };
    return all(document, CONTROLS).some(isNew) || watched.some(isReplaced);
  }

  /** What was named has gone: it may be back at once, so it is waited for anew. */
  function lose() {
    const names = watched.some(isByName);
    watched = [];
    // The ring goes at once; the words stay until it is clear whether it has come back.
    if (answer.guidance) overlay.show([], answer.guidance);
    waited = 0;
    answer = { ...NOTHING, keys: answer.keys, names };
    // An answer that is on its way is about what was there before.
    teller.forget();
    schedule.soon();
  }

  /** @param {import("../messages").Named[]} next */
  function watch(next) {
    if (next.map(({ ref }) => ref).join() === watched.map(({ ref }) => ref).join()) return;
    if (!next.length) return lose();
    watched = next.map((named) => {
      const control = last.found[named.ref];
      const row = rowOf(control.element);
      mutations.observe(row, { ...CONTENT, attributes: true });
      if (!isLink(control)) memory.identify(control, identityOf(control, named.evidence !== "key"));
      return { ...control, named, row, marks: marksOf(control) };
    });
  }

  // Saying

  /** Tells of what is watched, or else of what the last scan found. */
  function say() {
    // The clock has been put back: else an older page would seem newer than one that was loaded after it.
    if (began() < facts.loadedAt - SECOND) facts.loadedAt = began();
    const isScan = !watched.length;
    const told = isScan ? last.found : watched;
    const controls = told.filter((control) => !isLink(control));
    teller.tell({
      path,
      document: { ...facts, navigation: navigation(), loaded: document.readyState === "complete" },
      lang: html()?.lang ?? "",
      waited,
      controls: controls.map((control) => testifyOf(control, memory.read(control), clock(), isScan && answer.names)),
      links: told.filter(isLink).map(testifyOfLink),
      more: last.more,
      asksPassword: last.asksPassword,
      named: watched.map(({ named }) => named),
    });
  }

  /** @param {import("../messages").Answer} heard */
  function hear(heard) {
    const asksMore = heard.names && !answer.names;
    answer = heard;
    watch(heard.named);
    const { guidance } = answer;
    if (guidance && guidance.topic !== dismissed) overlay.show(watched, guidance);
    else overlay.hide();
    if ((asksMore || searchDeeper()) && !watched.length) return now();
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

  /** Whether there are shadow trees that were not known. */
  function searchDeeper() {
    return answer.deeper && scanner.searchDeeper();
  }

  // Drawing

  function dismiss() {
    dismissed = answer.guidance?.topic;
    overlay.hide();
  }

  // Signs of a change

  /**
   * The page has changed. What else changes until the scan makes no difference: to be told of it
   * doubled the cost of a page that never rests. With several switches, none has come to rest before all have.
   *
   * @param {MutationRecord[]} records
   */
  function changed(records) {
    if (!watched.length) mutations.disconnect();
    // What is shown is read first: a row may change together with its state.
    if (!dispatching && records.some(({ target }) => watched.some(({ row }) => call(row, "contains", target)))) {
      for (const control of watched) memory.read(control).quietSince = clock();
    }
    check();
  }

  /** @param {Event} event */
  function onInput(event) {
    if (!event.isTrusted || !arrive()) return;
    memory.note(event, watched);
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
    if (life.signal.aborted) return false;
    if (path !== location.pathname) {
      facts.moved = path !== "";
      path = location.pathname;
      dismissed = undefined;
      waited = 0;
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
    last = NOTHING_FOUND;
    watched = [];
    answer = NOTHING;
    teller.forget();
    overlay.hide();
  }

  /** @param {Node} root */
  function watchRoot(root) {
    mutations.observe(root, { ...CONTENT, attributeFilter: WATCHED_ATTRIBUTES.split(" ") });
    for (const name of INPUTS) root.addEventListener(name, onInput, listen);
  }

  function tick() {
    if (document.readyState !== "loading" && !overlay.covers()) waited += SECOND;
    if (watched.length && isOutdated()) lose();
    watched.forEach(memory.noteBeside);
    searchDeeper();
    scan();
    overlay.check();
  }

  /** For how long the document has been in view. */
  function clock() {
    return (document.hidden ? hiddenAt : performance.now()) - inViewSince;
  }

  function onVisibilityChange() {
    clearInterval(ticking);
    const at = performance.now();
    if (document.hidden) hiddenAt = at;
    else {
      inViewSince += at - hiddenAt;
      // What the person has chosen meanwhile was told to the tabs in front only.
      sayAgain();
      ticking = setInterval(tick, SECOND);
    }
  }

  function stop() {
    life.abort();
    clearInterval(ticking);
    rest();
  }

  for (const name of INPUTS) addEventListener(name, onInput, listen);
  for (const name of SIGNS.split(" ")) addEventListener(name, onProgress, listen);
  // Of iframes, which tell no one else.
  document.addEventListener("load", onProgress, listen);
  addEventListener("visibilitychange", onVisibilityChange, listen);
  chrome.runtime.onMessage.addListener((/** @type {import("../messages").ToContent} */ message, _sender, reply) => {
    if (message === "scan") dismissed = undefined;
    sayAgain();
    reply(true);
  });

  /** @param {Event} event */
  function onProgress({ type }) {
    if (type === "readystatechange" && document.readyState === "interactive")
      memory.noteParsed(all(document, CONTROLS));
    check();
  }

  sweepOverlays();
  // Wakes the background while the page is still loading.
  if (arrive()) say();
  onVisibilityChange();
  return true;
}

/** @param {Watched} control */
const isByName = ({ named }) => /label|only-switch/.test(named.evidence);

// The popup starts it where it seems to be missing; two of them would be one too many.
/** @type {any} */ (globalThis).headsUp ??= startHeadsUp();
